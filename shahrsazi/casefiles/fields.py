"""The kinds of fields a case file is made of (docs/domain.md, Types), from which `contract.py` makes the feed's."""

from typing import Annotated, Any, NamedTuple, dataclass_transform

import msgspec
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from msgspec import Meta

# Measures travel as JSON numbers and are stored as exact decimals; shares never are numbers (see Ownership).
M2 = Annotated[float, Meta(ge=0, le=1e9, description="square metres")]
Metre = Annotated[float, Meta(ge=0, le=1e6, description="metres")]
Level = Annotated[float, Meta(ge=-1000, le=1000, description="metres above the bench mark")]
Percent = Annotated[float, Meta(ge=0, le=2000, description="per cent")]
Rial = Annotated[int, Meta(ge=0, le=10**16, description="rial")]
Coordinate = Annotated[float, Meta(ge=-1e7, le=1e7, description="metres of the city's UTM zone")]
Count = Annotated[int, Meta(ge=0, le=100_000)]
# Of what is built: houses of the Safavids stand in Isfahan; after the last one it would be a year of another calendar.
Year = Annotated[int, Meta(ge=900, le=1498, description="a year of the solar calendar")]
Floor = Annotated[int, Meta(ge=-20, le=100, description="0 is the ground floor, basements are negative")]


def longest(length: int) -> Meta:
    """Marks a text that may have so many characters: `Annotated[str, longest(60)]`."""
    return Meta(max_length=length)


class Code(NamedTuple):
    """Marks a text as a key of a code list: which keys there are is asked when a contract is made, not at import."""

    code_list: str


class IsDay:
    """Marks a text inside a row as a day, ISO 8601, or nothing: rows are stored as JSON, which has no days."""


Day = Annotated[str, Meta(max_length=10, extra_json_schema={"anyOf": [{"format": "date"}, {"maxLength": 0}]}), IsDay()]


def is_day(kind: Any) -> bool:
    """Whether a type is a text that is marked as a day."""
    return any(isinstance(mark, IsDay) for mark in getattr(kind, "__metadata__", ()))


@dataclass_transform(kw_only_default=True, field_specifiers=(msgspec.field,))
class _KeywordOnly(msgspec.StructMeta):
    """Lets optional fields stand beside what they belong to; msgspec structs do not inherit this option."""

    def __new__(cls, name, bases, namespace, **options):
        return super().__new__(cls, name, bases, namespace, **{"kw_only": True} | options)


class Row(msgspec.Struct, metaclass=_KeywordOnly, forbid_unknown_fields=True):
    """One row inside an entry: a floor, a side, an instalment."""


class Rows(models.JSONField):
    """Rows that exist and are read only with their entry: stored in its own row, checked when they come in."""

    def __init__(self, row_type=None, **options):
        self.row_type = row_type
        super().__init__(**{"default": list, "blank": True, "encoder": DjangoJSONEncoder} | options)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class ReportedRows(Rows):
    """Rows that come in another form, `reported_as`, which the feed turns into rows before it writes them."""

    def __init__(self, reported_as=None, **options):
        self.reported_as = reported_as
        super().__init__(**options)


class CodeField(models.CharField):
    """A key of one of the code lists."""

    def __init__(self, code_list: str = "", **options):
        self.code_list = code_list
        super().__init__(**{"max_length": 40} | options)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def described(field: models.Field, words: str):
    """The field with what an exporter has to know of it: the contract says it."""
    field.words = words  # type: ignore[attr-defined]
    return field


def text(length: int = 120, required: bool = False):
    return models.CharField(max_length=length) if required else models.CharField(max_length=length, blank=True)


def code(code_list: str, required: bool = True):
    return CodeField(code_list, blank=not required)


def day(required: bool = False):
    return models.DateField(null=not required, blank=not required)


def moment(required: bool = False):
    return models.DateTimeField(null=not required, blank=not required)


def _decimal(kind, digits: int, places: int, required: bool):
    field = models.DecimalField(max_digits=digits, decimal_places=places, null=not required, blank=not required)
    field.contract = kind
    return field


def m2(required: bool = False):
    return _decimal(M2, 12, 2, required)


def metre(required: bool = False):
    return _decimal(Metre, 9, 2, required)


def level(required: bool = False):
    return _decimal(Level, 7, 3, required)


def percent(required: bool = False):
    return _decimal(Percent, 6, 2, required)


def factor():
    return _decimal(Annotated[float, Meta(ge=0, le=100)], 6, 3, False)


def rial(required: bool = False):
    field = models.BigIntegerField(null=not required, blank=not required)
    field.contract = Rial
    return field


def count(required: bool = False):
    field = models.IntegerField(null=not required, blank=not required)
    field.contract = Count
    return field


def number(lowest: int, highest: int, required: bool = False):
    """A whole number that is no count: a year, a note of the law, a number of a register."""
    kind = models.BigIntegerField if highest >= 2**31 else models.IntegerField
    field = kind(null=not required, blank=not required)
    field.contract = Annotated[int, Meta(ge=lowest, le=highest)]
    return field


def floor(required: bool = False):
    field = models.IntegerField(null=not required, blank=not required)
    field.contract = Floor
    return field


def flag(default: bool | None = False):
    return models.BooleanField(default=default, null=default is None, blank=True)
