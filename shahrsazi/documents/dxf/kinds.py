"""Kinds of entities that have no picture here: they lie outside of the file, or nobody knows how to draw them."""

from ezdxf.entities import DXFTagStorage

# What lies outside of the file is never fetched; what ezdxf has no picture for is counted. Neither is a fault.
OUTSIDE = {"IMAGE", "PDFUNDERLAY", "DWFUNDERLAY", "DGNUNDERLAY", "XREF", "OLE2FRAME", "OLEFRAME"}
UNDRAWABLE = {
    "3DSOLID",
    "REGION",
    "BODY",
    "SURFACE",
    "EXTRUDEDSURFACE",
    "LOFTEDSURFACE",
    "REVOLVEDSURFACE",
    "SWEPTSURFACE",
    "PLANESURFACE",
    "NURBSURFACE",
    "ACAD_PROXY_ENTITY",
    "SHAPE",
    "TOLERANCE",
    "HELIX",
    "RTEXT",
    "ARCALIGNEDTEXT",
    "SECTION",
    "GEOPOSITIONMARKER",
    "COORDINATION_MODEL",
    "POINTCLOUD",
}


def is_missing(entity) -> bool:
    """Some bring a picture of themselves along, by which they are drawn."""
    kind = entity.dxftype()
    if kind == "ACAD_TABLE":
        return not len(entity.doc.blocks.get(entity.dxf.get("geometry", ""), ()))
    unknown = kind in UNDRAWABLE or isinstance(entity, DXFTagStorage)  # walls of other programs: AEC_WALL, TCH_WALL
    return kind in OUTSIDE or (unknown and not getattr(entity, "proxy_graphic", None))
