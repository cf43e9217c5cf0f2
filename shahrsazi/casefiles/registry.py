"""The sections of a case file, in the guide's order, with the comparisons across them on their pages."""

from shahrsazi.casefiles.comparison import with_comparison, with_existing_state
from shahrsazi.casefiles.sections import drawings, history, inspections, ownership, permits, planning
from shahrsazi.casefiles.sections.violations import section as violations

SECTIONS = [
    ownership.SECTION,
    with_comparison(inspections.SECTION),
    with_existing_state(planning.SECTION),
    drawings.SECTION,
    with_comparison(violations.SECTION),
    permits.SECTION,
    history.SECTION,
]
BY_KEY = {section.key: section for section in SECTIONS}
