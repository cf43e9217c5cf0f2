"""Where the city lies, in metres of its UTM zone: whatever is told of land elsewhere is another slip."""

from functools import lru_cache
from math import isfinite

from django.conf import settings
from django.utils.translation import gettext as _

from shahrsazi.casefiles.site_plan import geometry
from shahrsazi.casefiles.site_plan.geometry import Point
from shahrsazi.persian import formatting

SURVEY = settings.CITY.survey


def to_utm(lat: float, lon: float) -> Point:
    import utm  # which no page needs

    return utm.from_latlon(lat, lon, SURVEY.utm_zone, "S")[:2]


def in_degrees(lon: float, lat: float) -> bool:
    return SURVEY.west <= lon <= SURVEY.east and SURVEY.south <= lat <= SURVEY.north


def in_utm(x: float, y: float) -> bool:
    return isfinite(x) and isfinite(y) and geometry.contains((x, y), _reach())


@lru_cache(1)
def _reach() -> geometry.Box:
    corners = [to_utm(lat, lon) for lat in (SURVEY.south, SURVEY.north) for lon in (SURVEY.west, SURVEY.east)]
    return geometry.extent(corners)


def wrong_metres(x: float, y: float) -> str:
    """Why a position in metres can't be meant; empty where it lies in the city or near it."""
    if in_utm(x, y):
        return ""
    if in_utm(y, x):
        return _("x and y are exchanged: x counts to the east, y to the north.")
    if in_degrees(x, y) or in_degrees(y, x):
        return _("its positions look like degrees: send metres of %s.") % SURVEY.epsg
    return outside()


def outside() -> str:
    """The sentence for a position that lies nowhere near the city."""
    city = settings.CITY.name.in_language(formatting.language())
    return _("a position lies outside of the surroundings of %(city)s.") % {"city": city}
