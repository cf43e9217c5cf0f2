"""All that is wrong with a record, in both languages, and nothing of what stands in it: it may be somebody's data."""

import re
from collections.abc import Callable, Iterator
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from shahrsazi.feed import days
from shahrsazi.persian.language import in_language
from shahrsazi.persian.text import ascii_digits

PAPERS = "papers/"  # the path of a paper: its name may be a person's, and stands in no reason


class Problem(NamedTuple):
    """Where, as a JSON path, and what: in English and in Persian."""

    path: str
    en: str
    fa: str

    @property
    def sentence(self) -> str:
        if self.path.startswith(PAPERS):
            return f"The paper {self.path.removeprefix(PAPERS)}: {self.en}"
        return f"{self.en} - at `{self.path}`" if self.path else self.en


MAX_COUNT = 50  # of one record: what is wrong in all its rows is one mistake, and is said often enough

# The decoder quotes a value that it could not read, and a field that it does not know: either may be data.
_VALUE = re.compile(r"(?<=value )'.*?'(?= - at|$)", re.DOTALL)
_FIELD = re.compile(r"(?<=unknown field )`(.*?)`(?= - at|$)", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)
_AT = re.compile(r" - at `([^`]*)`$")


def shown_name(field: str) -> str:
    """A field's name, if it looks like one."""
    return field if _NAME.fullmatch(field) else "…"


def shown_word(word: str) -> str:
    """The word itself, unless it may be somebody's number or address."""
    return word if len(word) <= 40 and not re.search("[0-9]{6}", ascii_digits(word)) else "…"


def masked(reason: str) -> str:
    """A sentence of the decoder without the value that it quotes."""
    named = _FIELD.sub(lambda match: f"`{shown_name(match[1])}`", reason)
    return _VALUE.sub("…", named)[:500]


def shape_problems(value: Any, kind: Any, path: str = "$") -> Iterator[str]:
    """Every place at which the value is not what the contract says: a sentence each, its place at its end."""
    if not isinstance(kind, type) or not issubclass(kind, msgspec.Struct) or not isinstance(value, dict):
        yield from _list_problems(value, kind, path)
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in value:
        if name not in fields and name != kind.__struct_config__.tag_field:
            yield masked(f"Object contains unknown field `{name}` - at `{path}`")
    for name, field in fields.items():
        if name in value:
            yield from shape_problems(value[name], field.type, f"{path}.{name}")
        elif field.required:
            yield f"Object missing required field `{name}` - at `{path}`"


def _list_problems(value: Any, kind: Any, path: str) -> Iterator[str]:
    inner = rows_of(kind)
    if inner is None or not isinstance(value, list):
        yield from wrong_value(value, kind, path)
        return
    for number, item in enumerate(value):
        yield from shape_problems(item, inner, f"{path}[{number}]")
    longest = next((mark.max_length for mark in getattr(kind, "__metadata__", ()) if mark.max_length), None)
    if longest and len(value) > longest:
        yield f"Expected `array` of length <= {longest} - at `{path}`"


def wrong_value(value: Any, kind: Any, path: str) -> Iterator[str]:
    """The first that is wrong in it, if anything is."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        sentence = masked(str(error))
        within = _AT.search(sentence)
        solar = sentence.startswith("Invalid RFC3339") and days.is_solar(value)
        yield (days.solar() if solar else _AT.sub("", sentence)) + f" - at `{path}{within[1][1:] if within else ''}`"


def rows_of(kind: Any) -> type[msgspec.Struct] | None:
    """The struct of a list of structs, with or without marks on the list."""
    base = get_args(kind)[0] if hasattr(kind, "__metadata__") else kind
    inner = get_args(base)[0] if get_origin(base) is list else NoneType
    return inner if isinstance(inner, type) and issubclass(inner, msgspec.Struct) else None


_SHAPES = (
    (re.compile(r"Object missing required field `(\w+)`"), N_("A field is missing that must be sent: %s")),
    (re.compile(r"Object contains unknown field `([\w…]+)`"), N_("The contract knows no field of this name: %s")),
    (re.compile(r"Expected (.*)"), N_("Another value is expected here: %s")),
    (re.compile(r"Invalid enum value …"), N_("This is none of the keys of the code list")),
    (
        re.compile(r"JSON is malformed.*|Input data was truncated|'utf-8' codec .*"),
        N_("This line is not JSON in UTF-8"),
    ),
    (re.compile(r"Invalid RFC3339 encoded date"), N_("This is no day as it is written here: YYYY-MM-DD")),
    (
        re.compile(r"Invalid RFC3339 encoded datetime"),
        N_("This is no moment as it is written here: YYYY-MM-DDThh:mm:ss+hh:mm"),
    ),
    (re.compile(r"Invalid .*"), N_("This value can't be read: a day, moment or number in another form")),
)


_KINDS = {
    "int": N_("a whole number"),
    "float": N_("a number"),
    "str": N_("a text"),
    "bool": N_("true or false"),
    "array": N_("a list"),
    "object": N_("an object"),
    "date": N_("a day"),
    "datetime": N_("a moment"),
}
_BOUNDS = (
    (re.compile(r" of length <= (\d+)"), N_("at most %s long")),
    (re.compile(r" of length >= (\d+)"), N_("at least %s long")),
    (re.compile(r" of length (\d+)"), N_("exactly %s long")),
    (re.compile(r" matching regex (.+)"), N_("of the form %s")),
    (re.compile(r" <= (\S+)"), N_("at most %s")),
    (re.compile(r" >= (\S+)"), N_("at least %s")),
    (re.compile(r" < (\S+)"), N_("less than %s")),
    (re.compile(r" > (\S+)"), N_("more than %s")),
    (re.compile(r" with a (timezone) component"), N_("with its offset")),
)
_EXPECTED = re.compile(r"`([^`]*)`(.*?)(?:, got `?([^`]*)`?)?")


def problem(path: str, words: Callable[[], str]) -> Problem:
    """One fault, of which `words` makes the sentence in the language of the moment."""
    with in_language("en"):
        english = masked(words())
    with in_language("fa"):
        return Problem(path, english, masked(words()))


def both(english: list[str], persian: list[str]) -> list[Problem]:
    """The sentences of one record, made in each language."""
    pairs = zip(english, persian, strict=False)
    return list(dict.fromkeys(_problem(en, fa) for en, fa in pairs))[:MAX_COUNT]


def _problem(en: str, fa: str) -> Problem:
    at = _AT.search(en)
    return Problem(at[1] if at else "", _in_words(_AT.sub("", en), "en"), _in_words(_AT.sub("", fa), "fa"))


def _in_words(sentence: str, language: str) -> str:
    """What the decoder says in English alone; that stays where it names fields, types and bounds."""
    if language == "en" and not sentence.startswith("Invalid"):
        return sentence
    for shape, words in _SHAPES:
        if match := shape.fullmatch(sentence):
            with in_language(language):
                return _(words) % _expected(match[1]) if match.groups() else _(words)
    return sentence


def _expected(sentence: str) -> str:
    """What the decoder says of a value in its types, in Persian; a name of a field as it is."""
    match = _EXPECTED.fullmatch(sentence)
    if match is None:
        return sentence
    kinds, rest, sent = match.groups()
    either = _("or")
    words = [f" {either} ".join(map(_kind, kinds.split(" | ")))]
    for bound, name in _BOUNDS:
        if limit := bound.fullmatch(rest):
            words.append(_(name).replace("%s", limit[1]))
            break
    return "، ".join(words) + (_("; what was sent is %s") % _kind(sent) if sent else "")


def _kind(name: str) -> str:
    return _(_KINDS[name]) if name in _KINDS else name
