"""The fields of forms: each reads a typed text into a value, or says in a sentence what is wrong and what to do."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shahrsazi.city import code_lists
from shahrsazi.persian import dates, formatting, identifiers
from shahrsazi.persian.digits import is_digits, whole_number
from shahrsazi.persian.identifiers import InvalidInputError, refuse_if
from shahrsazi.persian.text import clean
from shahrsazi.persian.words import Words

MAX_AGE = timedelta(days=366 * 120)


class TypedField(forms.Field):
    """A field whose value `read` makes from a text; an empty text is None, and refused where the field is required.

    `kind` says how it is drawn (text, number, tel, email, date, choice, flag, flags), `code_list` what it offers,
    `size` how many characters it takes.
    """

    kind, size, code_list, name = "text", 64, "", ""
    default_error_messages = {"required": _("This field is required.")}

    def __init__(self, title: Words = "", *, required: bool = False, hint: Words = "", size: int = 0):
        super().__init__(required=required, label=title, help_text=hint)
        self.title, self.hint, self.size = title, hint, size or self.size

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return self.read(value)
        except InvalidInputError as error:
            raise ValidationError(str(error), error.code) from None

    def read(self, text: str) -> Any:
        """The value of a text that is not empty; InvalidInputError, whose sentence the person reads."""
        return text


class WordsField(TypedField):
    """Words in the spelling that is stored, on one line, at most `size` characters."""

    def read(self, text: str) -> str:
        words = " ".join(clean(text).split())
        too_long = _("This is longer than %(most)s characters: please shorten it.")
        refuse_if(len(words) > self.size, "too_long", str(too_long) % {"most": formatting.number(self.size)})
        refuse_if(not words, "required", self.error_messages["required"])
        return words


class WholeNumberField(TypedField):
    kind, size = "number", 12

    def __init__(self, title: Words, min_value: int, max_value: int, **options: Any):
        super().__init__(title, **options)
        self.min_value, self.max_value = min_value, max_value

    def read(self, text: str) -> int:
        number = whole_number(identifiers.as_typed(text), 9)
        bounds = {"least": formatting.number(self.min_value), "most": formatting.number(self.max_value)}
        sentence = str(_("Write a whole number from %(least)s to %(most)s.")) % bounds
        if number is None or not self.min_value <= number <= self.max_value:
            raise InvalidInputError(sentence, "range")
        return number


class DigitsField(TypedField):
    """A number that only names something: its digits, at most `size`."""

    kind, size = "number", 10

    def read(self, text: str) -> str:
        folded = identifiers.as_typed(text).replace(" ", "")
        refuse_if(not is_digits(folded, self.size), "not_digits", _("Write this number with digits only."))
        return folded


class SquareMetresField(TypedField):
    kind, size = "number", 14

    def read(self, text: str) -> Decimal:
        sentence = _("Write the area in square metres, such as 212.5.")
        try:
            amount = Decimal(identifiers.as_typed(text).replace("٫", ".").replace("/", "."))
        except InvalidOperation:
            raise InvalidInputError(sentence, "number") from None
        places = amount.as_tuple().exponent
        sane = isinstance(places, int) and 0 < amount < 10**9 and places >= -6
        refuse_if(not sane, "range", sentence)
        return round(amount, 2)


class CodeField(TypedField):
    """One of a code list's entries that may be chosen today."""

    kind = "choice"

    def __init__(self, title: Words, code_list: str, **options: Any):
        super().__init__(title, **options)
        self.code_list = code_list

    def read(self, text: str) -> str:
        refuse_if(text not in code_lists.offered(self.code_list), "choice", _("Choose one of the list."))
        return text


class CodesField(CodeField):
    """Any of a code list's entries."""

    kind = "flags"

    def read(self, chosen: Iterable[str]) -> list[str]:  # type: ignore[override]  # of several boxes, not of one text
        return [CodeField.read(self, key) for key in chosen]


class FlagField(TypedField):
    kind = "flag"

    def read(self, text: str) -> bool:
        return text == "1"


class DayField(TypedField):
    """A solar day, however it is typed."""

    kind, size = "date", 20

    def read(self, text: str) -> date:
        return dates.parse(text)


class PastDayField(DayField):
    """A day that has come, within the life of a person."""

    def read(self, text: str) -> date:
        day = dates.parse(text)
        refuse_if(day > dates.today(), "future", _("This day has not come yet: look at the date again."))
        refuse_if(day < dates.today() - MAX_AGE, "too_old", _("This day is too long ago: look at the year again."))
        return day


class PersonNumberField(TypedField):
    """What names a person of a kind: national code, a company's national ID, foreigners' code."""

    kind, size = "number", 20

    def __init__(self, title: Words, person_kind: str = "natural", **options: Any):
        super().__init__(title, **options)
        self.person_kind = person_kind

    def read(self, text: str) -> str:
        return str(identifiers.NUMBER_OF[self.person_kind](text))


class RenewalCodeField(TypedField):
    size = 40

    def read(self, text: str) -> str:
        return identifiers.renewal_code(text)


class PostalCodeField(TypedField):
    kind, size = "number", 14

    def read(self, text: str) -> str:
        return identifiers.postal_code(text)


class MobileField(TypedField):
    kind, size = "tel", 20

    def read(self, text: str) -> str:
        return identifiers.mobile(text)


class EmailField(TypedField):
    kind, size = "email", 254

    def read(self, text: str) -> str:
        return identifiers.email(text)


def named(**fields: TypedField) -> list[TypedField]:
    """The fields of a form, each with the name under which it is sent."""
    for name, field in fields.items():
        field.name = name
    return list(fields.values())
