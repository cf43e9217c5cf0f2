"""Which of a citizen's files are shown: by words of what a card shows, by kind, by district, and by capacity.

In Python: the rows of even three hundred files are few, and one statement serves every page of the list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shahrsazi.casefiles.roles import Role
from shahrsazi.city import code_lists
from shahrsazi.persian import formatting
from shahrsazi.persian.digits import whole_number
from shahrsazi.persian.text import clean, search_key
from shahrsazi.web.lists import Position
from shahrsazi.web.templates import plate_in_words

PER_PAGE = 20
_MAX_TEXT = 100
_MARKS = re.compile(r"[^\w]|_")
_ALONE = re.compile(r"(?<![\d/-])\d+(?![\d/-])")
_DISTRICT = ("منطقه", "district")
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; what it asks for in vain (a kind or district that is none) narrows nothing."""

    words: str = ""
    kind: str = ""
    district: int = 0
    capacity: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        words = clean(query.get("q", "")[:_MAX_TEXT])
        kind, capacity = query.get("kind", ""), query.get("capacity", "")
        return cls(
            words,
            kind if kind in code_lists.keys("property_type") else "",
            whole_number(query.get("district"), 6) or 0,
            capacity if capacity in code_lists.keys("capacity") else "",
        )

    def __bool__(self) -> bool:
        return self != Wanted()

    def fits(self, file: Any, roles: list[Role]) -> bool:
        return (
            self.kind in ("", file.property_type)
            and self.district in (0, file.district_id)
            and (not self.capacity or any(role.capacity == self.capacity for role in roles))
            and _has_words(file, roles, self.words)
        )

    @property
    def query(self) -> str:
        """Itself as the rest of an address, to go on with to another page; empty where nothing is asked for."""
        named: dict[str, str | int] = {"q": self.words, "kind": self.kind}
        named |= {"district": self.district, "capacity": self.capacity}
        return "".join(f"&{urlencode({name: value})}" for name, value in named.items() if value)


def _has_words(file: Any, roles: list[Role], words: str) -> bool:
    """Words may be joined or apart, and codes written with or without their strokes: what is left is compared.

    A short number has to stand alone on the card, and one after the word for a district is that district: the 5 of
    district 5 is in nearly every code.
    """
    if not words:
        return True
    texts = [search_key(str(text)) for text in _shown(file, roles)]
    joined, numbers = "|".join(_MARKS.sub("", text) for text in texts), set(_ALONE.findall(" | ".join(texts)))
    wanted, before = [_MARKS.sub("", word) for word in search_key(words).split()], ""
    for word in filter(None, wanted):
        if _NUMBER.fullmatch(word):
            if word not in numbers or before in _DISTRICT and int(word) != file.district_id:
                return False
        elif word not in joined:
            return "".join(wanted) in joined
        before = word
    return any(wanted)


def _shown(file: Any, roles: list[Role]) -> list[Any]:
    """Every text of a card, and the address, which its place is part of."""
    language = formatting.language()
    codes = [_("renewal code"), file.renewal_code, _("file number"), file.file_no, _("registration plate")]
    codes += [plate_in_words(file), *(n for n in (file.plate_main, file.plate_sub) if n is not None)]
    codes += [f"{file.plate_main}/{file.plate_sub}", f"{file.plate_sub}/{file.plate_main}"] if file.plate_sub else []
    codes += [_("postal code"), file.postal_code] if file.postal_code else []
    texts = [code_lists.label("property_type", file.property_type, language), file.place, file.address]
    acts = [text for role in roles for text in (role.title, role.acting if role.name else "", _share(role))]
    return [*texts, _("District %(n)s") % {"n": file.district_id}, *codes, *acts]


def _share(role: Role) -> str:
    return formatting.share(role.land)


def choices(files: list, roles: Mapping[int, list[Role]]) -> dict[str, list]:
    """What there is to choose between, of each filter: a filter with one choice alone is none."""
    own = [role.capacity for file in files for role in roles.get(file.id, ())]
    offered = {
        "kind": sorted({file.property_type for file in files}),
        "district": sorted({file.district_id for file in files}),
        "capacity": [key for key in code_lists.keys("capacity") if key in own],
    }
    return {name: values for name, values in offered.items() if len(values) > 1}


@dataclass(frozen=True)
class Page:
    """One page of a long list: its `number` of `count`."""

    rows: list
    number: int
    count: int

    @classmethod
    def of(cls, rows: list, wished: str | None) -> "Page":
        position = Position.of(wished, len(rows), PER_PAGE)
        return cls(position.part(rows, PER_PAGE), position.number, position.count)
