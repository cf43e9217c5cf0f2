"""Every table of the case files, gathered for Django; the tables themselves stand with what they are about."""

from shahrsazi.casefiles import casefile, registry  # a section's tables come with the section
from shahrsazi.casefiles.terms import edition, term

__all__ = ["casefile", "edition", "registry", "term"]
