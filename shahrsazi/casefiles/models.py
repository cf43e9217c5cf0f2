"""Every table of the case files, imported for Django; each is defined beside the code that uses it."""

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.sections.drawings import DrawingSet
from shahrsazi.casefiles.sections.history import Action
from shahrsazi.casefiles.sections.inspections import Inspection
from shahrsazi.casefiles.sections.ownership import Deed, Paper
from shahrsazi.casefiles.sections.permits import Permit
from shahrsazi.casefiles.sections.planning import LevelSheet, PlanRules, Survey
from shahrsazi.casefiles.sections.violations.models import CommissionCase, Verdict, Violation

__all__ = [
    "Action", "CaseFile", "CommissionCase", "Deed", "DrawingSet", "Inspection", "LevelSheet", "Mandate",
    "Ownership", "Paper", "Permit", "PlanRules", "Survey", "Verdict", "Violation",
]  # fmt: skip
