"""What a card says otherwise than the record."""

from shahrsazi.counter import fields
from shahrsazi.counter.registration import form_fields
from shahrsazi.persian.text import search_key

IDENTITY = ("first_name", "last_name", "father_name", "birth_date")


def changed(person) -> list[tuple[str, str, str]]:
    """(The field's title, as it was, as it is typed)."""
    titles = {field.name: field.title for field in person.fields()}
    pairs = [(name, person.texts.get(f"was_{name}", ""), person.texts.get(name, "")) for name in IDENTITY]
    return [
        (str(titles[name]), was, typed)
        for name, was, typed in pairs
        if name in titles and was and _as_compared(name, was) != _as_compared(name, typed)
    ]


def _as_compared(name: str, text: str) -> object:
    if name != "birth_date":
        return search_key(text)
    return fields.clean_fields([form_fields.BIRTH_DATE], {"birth_date": text}).values["birth_date"] or text
