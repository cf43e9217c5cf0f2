"""Who sends: nobody, a citizen, one who still has to choose a password, a clerk, the auditor, the administrator."""

from dataclasses import dataclass
from threading import Lock

from personas import ATTORNEY, DISTRICT_15, EX_OWNER, HALF_REGISTERED, NEIGHBOUR, SOLE_OWNER, token_of

CSRF = "q" * 32  # a secret as the site itself would draw it, in the cookie and in every form
HONEST = SOLE_OWNER  # nobody attacks in their name
CLERK, SECOND_CLERK = "1311000046", "1311000151"
AUDITOR, ADMINISTRATOR = "1312345004", "1315550083"
RACERS = ("1303800268", "1307770010", "1302500171")
_minting = Lock()


@dataclass
class Visitor:
    """`cookie` is empty for someone who is not signed in; `home` is a page that answers 200 while they are."""

    kind: str
    number: str = ""
    cookie: str = ""
    home: str = "/"
    level: int = 2
    token: str = ""
    begun: int = 0

    @property
    def cookies(self) -> dict[str, str]:
        signed_in = {self.cookie: self.token} if self.cookie else {}
        return {"csrf": CSRF, "visit": f"attack-{self.kind}"} | signed_in

    def begin(self, instead_of: str | None = None) -> None:
        """A new session of theirs, begun without the entrance's pages; unless another sender has begun one since."""
        if not self.cookie:
            return
        with _minting:
            if instead_of in (None, self.token):
                self.token = token_of(self.number, self.level) if self.cookie == "sid" else _desk(self.number)
                self.begun += 1
                _let_go()


def _desk(number: str) -> str:
    from shahrsazi.staff import session
    from shahrsazi.staff.member import Member

    return session.begin(Member.objects.using("entrance").get(person__number=number).id, level=2)


def _let_go() -> None:
    """This thread's connections to the database, of which the site needs the larger part."""
    from django.db import connections

    connections.close_all()


def everyone() -> list[Visitor]:
    staff = "/en/staff/home/"
    return [
        Visitor("stranger"),
        Visitor("citizen", NEIGHBOUR, "sid", "/en/cases/"),
        Visitor("changing", ATTORNEY, "sid", "/en/entrance/change/", level=1),
        Visitor("clerk", CLERK, "staff", staff),
        Visitor("auditor", AUDITOR, "staff", staff),
        Visitor("administrator", ADMINISTRATOR, "staff", staff),
    ]


def honest() -> Visitor:
    return Visitor("honest", HONEST, "sid", "/en/cases/")


# Whoever has no part in what the visitor may open: owner of A, of D and E, the one who is not registered yet.
_FOREIGN = {
    "stranger": (SOLE_OWNER, NEIGHBOUR, ATTORNEY, EX_OWNER, DISTRICT_15, HALF_REGISTERED),
    "citizen": (SOLE_OWNER, DISTRICT_15, HALF_REGISTERED),
    "changing": (SOLE_OWNER, DISTRICT_15, HALF_REGISTERED, EX_OWNER),
}
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)


def foreign_to() -> dict[str, list[str]]:
    """By the kind of visitor, the national codes and names that may stand in no answer of theirs."""
    from shahrsazi.people.models import Person

    rows = Person.objects.using("owner").filter(number__in=_FOREIGN["stranger"])
    names = {p.number: f"{p.first_name} {p.last_name}" for p in rows}
    _let_go()
    return {kind: [w for n in numbers for w in (n, names[n])] for kind, numbers in _FOREIGN.items()}


def in_plain_digits(text: str) -> str:
    return text.translate(_DIGITS)
