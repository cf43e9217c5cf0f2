"""The auditor's list of mobile numbers that two people of a file have, or many of the city: whose, where and why."""

from datetime import datetime
from typing import NamedTuple

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.ledger.entry import Author, LedgerEntry, record_act
from shahrsazi.people.models import Person
from shahrsazi.staff.session import Desk
from shahrsazi.web.lists import Cut, cut

ACT = "mobile_shared"


class SharedMobile(NamedTuple):
    """`person` got it at the counter, `clerk` agreed to it."""

    at: datetime
    person: str
    clerk: str
    code: str
    reason: str


def listed(desk: Desk, limit: int) -> Cut[SharedMobile]:
    """The newest; that they were read stands in the ledger."""
    entries = cut(LedgerEntry.objects.using("staff").filter(act=ACT).order_by("-id"), limit)
    people = Person.objects.using("staff").in_bulk({n for e in entries for n in (e.actor, e.person) if n})
    files = CaseFile.at_desk.filter(id__in={entry.case for entry in entries})
    codes = dict(files.values_list("id", "renewal_code"))
    names = {number: person.name for number, person in people.items()}
    if entries:
        record_act("audited", by=Author.of(desk), detail={"act": ACT})
    rows = [
        SharedMobile(
            at=e.at,
            person=names.get(e.person or 0, ""),
            clerk=names.get(e.actor, ""),
            code=codes.get(e.case or 0, ""),
            reason=e.detail.get("why", ""),
        )
        for e in entries
    ]
    return Cut(rows, entries.more)
