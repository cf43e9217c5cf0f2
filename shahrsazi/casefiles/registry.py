"""The sections of a case file, in the guide's order, with the comparisons and links across them on their pages."""

from shahrsazi.casefiles.comparison import with_comparison, with_existing_state
from shahrsazi.casefiles.linked_papers import with_papers, with_what_they_are_of
from shahrsazi.casefiles.sections import drawings, history, inspections, ownership, permits, planning
from shahrsazi.casefiles.sections.violations import section as violations

SECTIONS = [
    with_what_they_are_of(ownership.SECTION),
    with_papers(with_comparison(inspections.SECTION), "inspections"),
    with_existing_state(planning.SECTION),
    drawings.SECTION,
    with_papers(with_comparison(violations.SECTION), "verdicts"),
    with_papers(permits.SECTION, "permits"),
    history.SECTION,
]
BY_KEY = {section.key: section for section in SECTIONS}
