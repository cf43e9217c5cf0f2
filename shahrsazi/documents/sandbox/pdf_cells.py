"""Letters that have a box of their own each, in the order in which they are seen: figures run from the left in any."""

import unicodedata

# Marks stand upon the letter before them, and what is not seen beside it: neither takes a box.
UPON = {"Mn", "Me", "Cf"}


def in_cells(letters: str, cells: int, align: str, is_rtl: bool) -> list[str]:
    """What stands in each of so many boxes from the left; letters beyond the last have none."""
    row = _in_order(_clusters(letters)[:cells], is_rtl)
    free = cells - len(row)
    before = {"center": free // 2, "right": free}.get(align, free if is_rtl else 0)
    return [""] * before + row + [""] * (free - before)


def _clusters(letters: str) -> list[str]:
    clusters: list[str] = []
    for letter in letters:
        kind = unicodedata.category(letter)
        if clusters and kind in UPON:
            clusters[-1] += letter
        elif kind != "Cf":
            clusters.append(letter)
    return clusters


def _in_order(clusters: list[str], is_rtl: bool) -> list[str]:
    """From left to right; a bracket of a run from the right is seen turned."""
    from bidi.mirror import MIRRORED

    from shahrsazi.documents.dxf.shaping import in_order

    starts, at = {}, 0
    for cluster in clusters:
        starts[at] = cluster
        at += len(cluster)
    row = []
    for index, level in in_order("".join(clusters), is_rtl):
        if index in starts:
            cluster = starts.pop(index)
            row.append(MIRRORED.get(cluster, cluster) if level % 2 else cluster)
    return row + list(starts.values())
