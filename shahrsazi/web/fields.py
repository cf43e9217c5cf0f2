"""The fields of forms: each reads a typed text into a value, or says in a sentence what is wrong and what to do."""

from collections.abc import Callable, Iterable
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
from shahrsazi.persian.text import ascii_digits, clean
from shahrsazi.persian.words import Words

# What a choice offers: (key, words) for each, made when the page is drawn.
Options = Callable[[], Iterable[tuple[Any, Words]]]
MAX_AGE = timedelta(days=366 * 120)


class TypedField(forms.Field):
    """A field whose value `read` makes from a text; an empty text is None, and refused where the field is required.

    `kind` says how it is drawn (pages/inputs.html): text, latin, password, date, choice, radio, flag, flags;
    `input_mode` which keyboard a telephone shows; `size` how many characters it takes.
    """

    kind, input_mode, size, name, autocomplete = "text", "", 64, "", "off"
    secret = False  # what was typed is not written back into the page
    default_error_messages = {"required": _("This field is required.")}

    def __init__(
        self, title: Words = "", *, required: bool = False, hint: Words = "", size: int = 0, wanted: Words = ""
    ):
        super().__init__(required=required, label=title, help_text=hint)
        self.title, self.size = title, size or self.size
        if wanted:
            self.error_messages["required"] = wanted

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


class LatinField(WordsField):
    """Words in Latin letters, written from left to right."""

    kind = "latin"


class WholeNumberField(TypedField):
    kind, input_mode, size = "latin", "numeric", 12

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

    kind, input_mode, size = "latin", "numeric", 10

    def read(self, text: str) -> str:
        folded = identifiers.as_typed(text).replace(" ", "")
        refuse_if(not is_digits(folded, self.size), "not_digits", _("Write this number with digits only."))
        return folded


class SquareMetresField(TypedField):
    kind, input_mode, size = "latin", "decimal", 14

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


class ChoiceField(TypedField):
    """One of the keys of `options`, which gives (key, words) for each."""

    kind = "choice"
    empty: Words

    def __init__(self, title: Words = "", options: Options = list, *, empty: Words = "", **rest: Any):
        super().__init__(title, **rest)
        self.options, self.empty = options, empty

    def read(self, text: str) -> str:
        refuse_if(text not in [str(key) for key, _words in self.options()], "choice", _("Choose one of the list."))
        return text


class CodeField(ChoiceField):
    """One of a code list's entries that may be chosen today."""

    def __init__(self, title: Words, code_list: str, **rest: Any):
        super().__init__(title, lambda: _offered(code_list), **rest)
        self.code_list = code_list


def _offered(code_list: str) -> list[tuple[str, str]]:
    return [(key, code_lists.label(code_list, key, formatting.language())) for key in code_lists.offered(code_list)]


class CodesField(CodeField):
    """Any of a code list's entries."""

    kind = "flags"

    def read(self, chosen: Iterable[str]) -> list[str]:  # type: ignore[override]  # of several boxes, not of one text
        return [ChoiceField.read(self, key) for key in chosen]


class FlagField(TypedField):
    kind = "flag"

    def read(self, text: str) -> bool:
        return text == "1"

    def validate(self, value: bool | None) -> None:
        """A box that has to be ticked is missing also where something else than its tick was sent."""
        super().validate(value or None)


class DayField(TypedField):
    """A solar day, however it is typed."""

    kind, input_mode, size = "latin", "text", 20

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

    kind, input_mode, size = "latin", "numeric", 20

    def __init__(self, title: Words, person_kind: str = "natural", **options: Any):
        super().__init__(title, **options)
        self.person_kind = person_kind

    def read(self, text: str) -> str:
        return str(identifiers.NUMBER_OF[self.person_kind](text))


class UserIdField(TypedField):
    """Whom someone signs in as: the national code, or the number of a foreigner's card."""

    kind, input_mode, size, autocomplete = "latin", "numeric", 64, "username"
    is_foreign = False  # whether the person says that it is the latter

    def read(self, text: str) -> str:
        return identifiers.foreigner_code(text) if self.is_foreign else identifiers.user_id(text)


class PasswordField(TypedField):
    """Taken as it is typed, every blank of it."""

    kind, secret = "password", True

    def __init__(self, title: Words, autocomplete: str, **rest: Any):
        super().__init__(title, **rest)
        self.autocomplete = autocomplete


class OneTimeCodeField(TypedField):
    kind, input_mode, size, autocomplete, secret = "latin", "numeric", 12, "one-time-code", True

    def read(self, text: str) -> str:
        return ascii_digits(text).strip()


class RenewalCodeField(TypedField):
    kind, input_mode, size = "latin", "text", 40

    def read(self, text: str) -> str:
        return identifiers.renewal_code(text)


class PostalCodeField(TypedField):
    kind, input_mode, size = "latin", "numeric", 14

    def read(self, text: str) -> str:
        return identifiers.postal_code(text)


class MobileField(TypedField):
    kind, input_mode, size = "latin", "tel", 20

    def read(self, text: str) -> str:
        return identifiers.mobile(text)


class EmailField(TypedField):
    kind, input_mode, size = "latin", "email", 254

    def read(self, text: str) -> str:
        return identifiers.email(text)


def named(**fields: TypedField) -> list[TypedField]:
    """The fields of a form, each with the name under which it is sent."""
    for name, field in fields.items():
        field.name = name
    return list(fields.values())
