"""Whether a layer of a PDF is off as the file is opened: what lies on it is not drawn, nor told beside the page."""

from pikepdf import Array, Dictionary, Name

MANY = 2_000


def is_off(layer, layers) -> bool:
    """`layer` is one or a rule over several, `layers` what the file says of all."""
    usual = layers.get(Name.D) if isinstance(layers, Dictionary) else None
    if not isinstance(layer, Dictionary) or not isinstance(usual, Dictionary):
        return False
    if str(layer.get(Name.Type)) != "/OCMD":
        return _is_off(layer, usual)
    members = layer.get(Name.OCGs)
    single = (
        [members] if isinstance(members, Dictionary) else list(members)[:MANY] if isinstance(members, Array) else []
    )
    off = [_is_off(one, usual) for one in single if isinstance(one, Dictionary)]
    if not off:
        return False
    rule = str(layer.get(Name.P, "/AnyOn"))
    return {"/AllOn": any(off), "/AnyOff": not any(off), "/AllOff": not all(off)}.get(rule, all(off))


def _is_off(layer: Dictionary, usual: Dictionary) -> bool:
    if str(usual.get(Name.BaseState)) == "/OFF":
        return not _names(usual.get(Name.ON), layer)
    return _names(usual.get(Name.OFF), layer)


def _names(listed, layer: Dictionary) -> bool:
    return isinstance(listed, Array) and any(
        isinstance(one, Dictionary) and one.objgen == layer.objgen for one in list(listed)[:MANY]
    )
