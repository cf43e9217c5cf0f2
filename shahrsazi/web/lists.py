"""Lists of which a page shows the first rows, and says that there are more."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet

Row = TypeVar("Row")


class Cut(list[Row]):
    """The rows that are shown; `more`: there are others. The page says it by `parts.cut` or `parts.older`."""

    def __init__(self, rows: Iterable[Row], more: bool):
        super().__init__(rows)
        self.more = more


def cut(rows: "QuerySet[Any, Row] | Sequence[Row]", limit: int) -> Cut[Row]:
    """At most so many; of a query so many and one are asked for."""
    first = list(rows[: limit + 1])
    return Cut(first[:limit], len(first) > limit)
