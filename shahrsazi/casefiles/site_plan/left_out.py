"""What of a block could not be drawn truly: it is left out, and the page names it with the reason."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shahrsazi.casefiles.site_plan.labels import ISOLATED
from shahrsazi.casefiles.site_plan.shapes import Shape
from shahrsazi.persian import formatting

REASONS = {
    "form": gettext_lazy("its kind of geometry cannot be drawn"),
    "needs": gettext_lazy("a needed word or figure is missing"),
    "parts": gettext_lazy("it has several parts"),
    "empty": gettext_lazy("it has no points"),
    "elsewhere": gettext_lazy("its positions are wrong"),
    "far": gettext_lazy("it lies more than two kilometres from the land"),
    "wide": gettext_lazy("it reaches more than two kilometres beyond the land"),
    "line": gettext_lazy("its line has only one point"),
    "points": gettext_lazy("it has too many points"),
    "open": gettext_lazy("its outline is not closed"),
    "area": gettext_lazy("it has no area"),
    "outline": gettext_lazy("its outline crosses itself"),
    "beyond": gettext_lazy("it reaches beyond the existing land"),
    "twice": gettext_lazy("it is told more than once"),
}
NAMES = {
    "zone": gettext_lazy("zone"),
    "street": gettext_lazy("street"),
    "neighbour": gettext_lazy("neighbour"),
    "deeded": gettext_lazy("the land by its deed"),
    "after_correction": gettext_lazy("land after correction"),
    "setback": gettext_lazy("strip for the street"),
    "building": gettext_lazy("building"),
    "chamfer": gettext_lazy("chamfer"),
    "level": gettext_lazy("level"),
}


def sentences(shapes: list[Shape], beyond: Iterable[Shape] = ()) -> list[str]:
    """A sentence for each shape that is not in the drawing: left out, or `beyond` its edges."""
    counts = Counter(map(_name, beyond))
    return [
        *(_sentence(shape) for shape in shapes if shape.left_out),
        *(_beyond(name, count) for name, count in counts.items()),
    ]


def _name(shape: Shape) -> str:
    name = str(NAMES[shape.kind])
    return f"{name} {ISOLATED % formatting.digits(shape.name)}" if shape.name else name


def _beyond(name: str, count: int) -> str:
    name = f"{name} ({formatting.digits(str(count))})" if count > 1 else name
    return _("Beyond the edges of the drawing: %(name)s.") % {"name": name}


def _sentence(shape: Shape) -> str:
    name = _name(shape)
    return _("Not drawn: %(name)s (number %(number)s of the survey), because %(reason)s.") % {
        "name": name,
        "number": formatting.digits(str(shape.number)),
        "reason": REASONS[shape.left_out],
    }
