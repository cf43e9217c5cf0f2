"""The plan: a parcel in its block, drawn to scale from the shapes of a survey or the outline of a sheet."""

from shahrsazi.casefiles.site_plan.drawing import Drawing, draw, lay_out
from shahrsazi.casefiles.site_plan.geojson import Collection
from shahrsazi.casefiles.site_plan.layout import Layouts, Stored, digest, layouts_in, plan
from shahrsazi.casefiles.site_plan.left_out import sentences
from shahrsazi.casefiles.site_plan.shapes import Shape, of_outline

__all__ = [
    "Collection",
    "Drawing",
    "Layouts",
    "Shape",
    "Stored",
    "digest",
    "draw",
    "lay_out",
    "layouts_in",
    "of_outline",
    "plan",
    "sentences",
]
