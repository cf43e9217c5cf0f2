"""A long list of values is one parameter: `= ANY (…)` where Django writes a placeholder for each.

A slice of the feed asks for hundreds of rows some seventy times, and no two of its statements had as many placeholders:
the driver took each apart anew. A short list stays as Django writes it, as in the conditions of indexes.
"""

from typing import Any

from django.db.models import Field
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

FEW = 20


class _LongIn:
    def process_rhs(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        written, values = super().process_rhs(compiler, connection)  # type: ignore[misc]
        is_plain = self.rhs_is_direct_value() and set(written) <= set("(%s, )")  # type: ignore[attr-defined]
        return ("ANY (%s)", [list(values)]) if is_plain and len(values) > FEW else (written, values)

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= {rhs}" if rhs.startswith("ANY") else super().get_rhs_op(connection, rhs)  # type: ignore[misc]


@Field.register_lookup
class LongIn(_LongIn, In):
    """Of a column's own values."""


@ForeignObject.register_lookup
class LongRelatedIn(_LongIn, RelatedIn):
    """Of the rows that a column points to."""
