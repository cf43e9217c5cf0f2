"""Every address of the resolver in both languages, filled in with what exists, what is others' and what is nobody's."""

from itertools import product
from random import Random

MAX_FOR_A_ROUTE = 10
NOTHING = {
    "ref": ["x" * 22, "0" * 32],
    "sha256": ["0" * 64],
    "paper": ["0" * 16],
    "key": ["new", "0a1b2c3d", "0" * 32, "p" + "0" * 32],
}


def existing() -> dict[str, list[str]]:
    """By the name of a route's argument, values that occur in the sample city."""
    from file_addresses import paper_of
    from personas import CO_OWNER, NEIGHBOUR, SOLE_OWNER, case_of, person_id, person_ref

    from shahrsazi.casefiles.registry import SECTIONS
    from shahrsazi.staff.member import Member

    members = [ref.hex for ref in Member.objects.using("owner").values_list("ref", flat=True)[:2]]
    people = [person_ref(person_id(number)) for number in (SOLE_OWNER, NEIGHBOUR, CO_OWNER)]
    return {
        "ref": [case_of(letter).ref for letter in "ABCE"] + members,
        "sha256": [paper_of("A"), paper_of("B")],
        "paper": [paper_of("A")[:16], paper_of("B")],
        "section": [section.key for section in SECTIONS] + ["nothing"],
        "rendition": ["1-thumb.webp", "1-screen.webp", "99-thumb.webp"],
        "person_ref": people,
        "mandate_ref": ["0" * 32, *_mandates()],
        "key": [*people[:1], f"p{people[0]}"],
        "name": ["roof", "doc_kind", "nothing"],
        "token": ["x", "A" * 44, "=" * 44],
    }


def _mandates() -> list[str]:
    from shahrsazi.casefiles.casefile import Mandate

    return [ref.hex for ref in Mandate._base_manager.using("owner").values_list("ref", flat=True)[:2]]


def patterns(entries=None):
    """The routes of the resolver, each as its name and the names of its arguments."""
    from django.urls import URLResolver

    from shahrsazi import urls

    for entry in urls.urlpatterns if entries is None else entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        else:
            pattern = entry.pattern
            yield entry.name, list(pattern.converters or pattern.regex.groupindex)


def every(values: dict[str, list[str]]) -> list[str]:
    """All addresses, Persian and English; `values` come before what does not exist."""
    from django.utils import translation

    pages = []
    for language in ("fa", "en"):
        with translation.override(language):
            for name, arguments in patterns():
                pages += _some(list(_filled(name, arguments, values)), Random(name))
    return list(dict.fromkeys([*pages, "/live", "/ready", "/static/nothing.css", "/nothing/", "/en/nothing/"]))


def _some(filled: list[str], dice: Random) -> list[str]:
    """The first, which exists, and some of the others: their number is the product of all values."""
    return filled[:2] + dice.sample(filled[2:], min(MAX_FOR_A_ROUTE, len(filled[2:])))


def _filled(name: str, arguments: list[str], values: dict[str, list[str]]):
    from django.urls import NoReverseMatch, reverse

    options = [values.get(argument, []) + NOTHING.get(argument, []) for argument in arguments]
    for chosen in product(*options):
        try:
            yield reverse(name, kwargs=dict(zip(arguments, chosen, strict=True)))
        except NoReverseMatch:
            continue  # this value is another kind of reference
