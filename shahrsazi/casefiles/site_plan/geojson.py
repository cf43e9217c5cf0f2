"""How the back office may report a surveyed block: as a GeoJSON FeatureCollection (RFC 7946), in its own words."""

from typing import Annotated

import msgspec
from msgspec import Meta

from shahrsazi.casefiles.fields import Code, Level, Metre, Percent, longest
from shahrsazi.casefiles.site_plan.shapes import Kind

Position = Annotated[list[float], Meta(min_length=2, max_length=4, description="east, north; a height is left out")]
Ring = Annotated[list[Position], Meta(max_length=2001, description="closed: the last position is the first")]


class Point(msgspec.Struct, tag_field="type"):
    coordinates: Position


class LineString(msgspec.Struct, tag_field="type"):
    coordinates: Annotated[list[Position], Meta(max_length=2000)]


class Polygon(msgspec.Struct, tag_field="type"):
    coordinates: Annotated[list[Ring], Meta(max_length=50)]


class MultiPolygon(msgspec.Struct, tag_field="type"):
    """Accepted if it has one part: some programs write every polygon so."""

    coordinates: Annotated[list[Annotated[list[Ring], Meta(max_length=50)]], Meta(max_length=50)]


class About(msgspec.Struct, kw_only=True):
    """What a shape is. Properties of other names are ignored and not stored."""

    kind: Kind
    name: Annotated[str, longest(80)] | None = None
    plate: Annotated[str, longest(20)] | None = None
    title: Annotated[str, longest(80)] | None = None
    what: Annotated[str, longest(80)] | None = None
    side: Annotated[str, Code("side")] | None = None
    use_group: Annotated[str, Code("use_group")] | None = None
    width_existing: Metre | None = None
    width_planned: Metre | None = None
    density: Percent | None = None
    value: Level | None = None


class Feature(msgspec.Struct, tag_field="type", kw_only=True):
    geometry: Point | LineString | Polygon | MultiPolygon
    properties: About


class CrsName(msgspec.Struct):
    name: Annotated[str, longest(80)]


class Crs(msgspec.Struct):
    """The UTM zone of the city's profile in metres (EPSG 326nn), or 4326 / OGC CRS84 (longitude, latitude)."""

    properties: CrsName


class Collection(msgspec.Struct, tag_field="type", tag="FeatureCollection", kw_only=True):
    """Without `crs` the positions are longitude and latitude, as RFC 7946 says."""

    crs: Crs | None = None
    features: Annotated[list[Feature], Meta(min_length=1, max_length=600)]
