"""The sections of a case file, in the guide's order."""

from shahrsazi.casefiles.sections import drawings, history, inspections, ownership, permits, planning
from shahrsazi.casefiles.sections.violations import section as violations

SECTIONS = [m.SECTION for m in (ownership, inspections, planning, drawings, violations, permits, history)]
BY_KEY = {section.key: section for section in SECTIONS}
