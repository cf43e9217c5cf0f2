"""A section with more rows than a telephone should be sent at once is shown page by page."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from shahrsazi.casefiles.section import Section
from shahrsazi.web.lists import Position


def page_with(anchor: str, context: dict[str, Any], section: Section) -> str | None:
    """The number of the page on which the row of this anchor stands; None where there is no such row."""
    for key, (letter, name) in section.anchors.items():
        for n, entry in enumerate(context[key]):
            row = entry[name] if isinstance(entry, dict) else getattr(entry, name)
            if row and f"{letter}-{row.id}" == anchor:
                return str(n // section.long[key] + 1)
    return None


def paged(context: dict[str, Any], sizes: Mapping[str, int], wished: str | None) -> dict[str, Any]:
    """What the wished page shows of the lists in `sizes`, which says how many rows of each a page has.

    `position` is where that page stands, `before` how many rows of each list come before it. A list of lists is
    cut within them.
    """
    rows = {key: _numbered(context[key]) for key in sizes}
    positions = {key: Position.of(wished, len(rows[key]), size) for key, size in sizes.items()}
    position = max(positions.values(), key=lambda position: position.count, default=Position(1, 1))
    if position.count == 1:
        return context | {"position": position, "before": dict.fromkeys(sizes, 0)}
    shown = {key: _grouped(position.part(rows[key], size), context[key]) for key, size in sizes.items()}
    return (
        context | shown | {"position": position, "before": {key: (position.number - 1) * sizes[key] for key in sizes}}
    )


def _numbered(rows: list) -> list[tuple[int, Any]]:
    """Each row with the number of its group; a row that is no list is a group of its own."""
    return [(n, row) for n, group in enumerate(rows) for row in (group if isinstance(group, list) else [group])]


def _grouped(numbered: list[tuple[int, Any]], rows: list) -> list:
    groups = ([row for _, row in group] for _, group in groupby(numbered, key=lambda pair: pair[0]))
    return [group if isinstance(rows[0], list) else group[0] for group in groups]
