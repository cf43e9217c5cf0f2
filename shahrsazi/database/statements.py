"""The types of what is sent to the database and of what comes back."""

from collections.abc import Sequence
from typing import Any, TypeAlias

# SQL, and the values of its parameters in their order.
Statement: TypeAlias = tuple[str, Sequence[object]]
# A named tuple, which psycopg makes of the columns that the statement turns out to have.
Row: TypeAlias = Any


def select(row: Any, function: str) -> str:
    """A statement that reads the fields of a named tuple from a function. With `*` a column that the next version's
    function has besides would be one too many, for as long as the two stand side by side (docs/operation/upgrade.md).
    """
    return f"SELECT {', '.join(row._fields)} FROM {function}"  # noqa: S608 - names of the code, no values
