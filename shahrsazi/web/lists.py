"""Lists of which a page shows the first rows, and says that there are more; and lists that are shown page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet

from shahrsazi.persian.digits import whole_number

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


@dataclass(frozen=True)
class Position:
    """Where a page stands in a long list: its `number` of `count`."""

    number: int
    count: int

    @classmethod
    def of(cls, wished: str | None, rows: int, size: int) -> "Position":
        """The wished page of so many rows, or the nearest that there is."""
        count = max(-(-rows // size), 1)
        return cls(min(max(whole_number(wished, 6) or 1, 1), count), count)

    def part(self, rows: "QuerySet[Any, Row] | list[Row]", size: int) -> list[Row]:
        return list(rows[(self.number - 1) * size : self.number * size])


def paged(rows: "QuerySet[Any, Row]", wished: str | None, size: int) -> tuple[list[Row], Position]:
    """The wished page of a query's rows and where it stands: one statement counts them, another asks for the page."""
    position = Position.of(wished, rows.count(), size)
    return position.part(rows, size), position
