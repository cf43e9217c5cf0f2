"""What registrations do, in words for the oversight: which acts they are, and nothing of anybody's data."""

from django.db import connections
from django.utils.translation import gettext_lazy as _

from shahrsazi.city import code_lists
from shahrsazi.persian import formatting

# By the parts that were written; why an owner leaves stands in a code list of its own.
WORDS = {
    "owner": _("Who owns it"),
    "agent": _("Who acts for an owner"),
    "ending": _("The end of a leave to act"),
    "contact": _("How somebody is reached"),
    "correcting": _("A name or date of birth"),
    "deed": _("Data of the deed"),
}


def of(ids: list[int]) -> dict[int, list[str]]:
    """The acts of each of these registrations that a desk of the oversight looks at, why an owner leaves first."""
    kinds: dict[int, list[str]] = {}
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT registration, kind FROM guard.kinds_of(%s)", [ids])
        for act, kind in sorted(cursor.fetchall(), key=lambda row: [*WORDS].index(row[1]) if row[1] in WORDS else -1):
            kinds.setdefault(act, []).append(_in_words(kind))
    return kinds


def _in_words(kind: str) -> str:
    return str(WORDS[kind]) if kind in WORDS else code_lists.label("ending", kind, formatting.language())
