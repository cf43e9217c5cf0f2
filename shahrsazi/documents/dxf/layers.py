"""Leaves layers out of a sheet that was drawn before: its SVG has one line a run, which says whose layer it is."""

_MARK = b'<path data-l="'


def without_layers(svg: bytes, off: set[int]) -> bytes:
    """The sheet without the layers of these numbers."""
    dropped = {b"%d" % n for n in off}
    return b"\n".join(line for line in svg.split(b"\n") if _layer(line) not in dropped)


def _layer(line: bytes) -> bytes:
    return line[len(_MARK) :].split(b'"', 1)[0] if line.startswith(_MARK) else b""
