"""Surveyed blocks for the tests, told as GeoJSON: a parcel with whatever a test wants around it."""

from random import Random

from feed_lines import key

UTM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32639"}}
X, Y = 561_180.0, 3_609_650.0
LAND = [(0, 20), (10, 20), (10, 0), (0, 0)]


def at(points) -> list[list[float]]:
    """Metres from a corner of the parcel, as positions of UTM."""
    return [[X + x, Y + y] for x, y in points]


def corners(points) -> list[dict[str, float]]:
    """The same as an outline tells them."""
    return [{"x": X + x, "y": Y + y} for x, y in points]


def feature(kind: str, shape: str, coordinates, **about) -> dict:
    return {
        "type": "Feature",
        "properties": {"kind": kind, **about},
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def polygon(kind: str, points, *holes, **about) -> dict:
    """A ring that is closed here, so that a test says each corner once."""
    return feature(kind, "Polygon", [[*at(ring), *at(ring[:1])] for ring in (points, *holes)], **about)


def street(points, name: str = "کوچه ۱۲", now: float = 8, planned: float = 10) -> dict:
    return feature("street", "LineString", at(points), name=name, width_existing=now, width_planned=planned)


def level(x: float, y: float, value: float, what: str = "کف معبر") -> dict:
    return feature("level", "Point", at([(x, y)])[0], value=value, what=what)


def block(*features, crs: dict | None = UTM) -> dict:
    return {"type": "FeatureCollection", "features": list(features)} | ({"crs": crs} if crs else {})


def survey(*features, **known) -> dict:
    return {
        "source_key": key(),
        "sheet_no": "9-1404-1",
        "surveyed_on": "2025-01-01",
        "block": block(*(features or [polygon("existing", LAND)])),
    } | known


def shapes(*features) -> list:
    """The shapes that the feed makes of features."""
    import msgspec

    from shahrsazi.casefiles.site_plan import Collection
    from shahrsazi.casefiles.site_plan.survey import shapes_of

    return shapes_of(msgspec.convert(block(*features), Collection))


def city_block(across: int = 25, along: int = 20) -> list[dict]:
    """A parcel among hundreds, every corner at its own odd place, as surveys have them."""
    rng = Random(5)
    corners = {
        (i, j): (i * 12 + rng.random(), j * 18 + rng.random()) for i in range(across + 1) for j in range(along + 1)
    }
    ring = lambda i, j: [corners[i, j + 1], corners[i + 1, j + 1], corners[i + 1, j], corners[i, j]]  # noqa: E731
    own = (across // 2, along // 2)
    cells = [(i, j) for i in range(across) for j in range(along) if (i, j) != own]
    return [
        polygon("existing", ring(*own)),
        *(polygon("neighbour", ring(i, j), plate=f"{i * along + j}/4781") for i, j in cells),
    ]
