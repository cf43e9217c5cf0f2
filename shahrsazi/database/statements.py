"""The types of what is sent to the database and of what comes back."""

from collections.abc import Sequence
from typing import Any, TypeAlias

# SQL, and the values of its parameters in their order.
Statement: TypeAlias = tuple[str, Sequence[object]]
# A named tuple, which psycopg makes of the columns that the statement turns out to have.
Row: TypeAlias = Any
