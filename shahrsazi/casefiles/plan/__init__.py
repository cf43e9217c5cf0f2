"""The plan: a parcel in its block, drawn to scale from the shapes of a survey or the outline of a sheet."""

from shahrsazi.casefiles.plan.drawing import drawn
from shahrsazi.casefiles.plan.shapes import Shape, of_outline
from shahrsazi.casefiles.plan.told import Collection

__all__ = ["Collection", "Shape", "drawn", "of_outline"]
