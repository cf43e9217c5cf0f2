"""What the counter registered against the tests' own feeds, and its release by two of the oversight."""

from feed_delivery import Exporter, load
from feed_lines import line, number, owner, person
from staff_client import as_desk, at_desk, desk_of, member, said

PAGE = "/administration/feed/"


class Kept:
    """A file whose one owner's share the counter has ended, and a source that does not know of it."""

    def __init__(self):
        self.exporter, self.code = Exporter(), number()
        self.made = line(owner(self.code, effective_to=None), people=[person(self.code, mobile="09551234567")])
        assert self.send(self.made).bad == []
        from shahrsazi.casefiles.casefile import CaseFile, Ownership

        self.case = CaseFile._base_manager.using("owner").get(renewal_code=self.made["casefile"]["renewal_code"])
        self.share = Ownership._base_manager.using("owner").get(case=self.case)
        self.act("2026-06-06", 7)

    def act(self, day: str | None, registration: int | None) -> None:
        rows = type(self.share)._base_manager.using("owner").filter(id=self.share.id)
        rows.update(effective_to=day, ended_by_registration=registration)

    def send(self, made: dict, **share):
        owners = [row | share for row in made["owners"]]
        return load(
            self.exporter.batch(made | {"owners": owners, "as_of": f"2026-03-0{self.exporter.sequence + 1}T00:00:00Z"})
        )

    @property
    def end(self) -> str:
        self.share.refresh_from_db(using="owner")
        return str(self.share.effective_to)

    @property
    def difference(self):
        from shahrsazi.feed.models import Difference

        return Difference.objects.using("owner").get(record="ownership", row=self.share.id, registration=7)


def shown(kind: str, number: int) -> dict:
    """By what the page names the release of a batch or a difference that somebody asks for."""
    with as_desk(desk_of(member("auditor"))) as cursor:
        return {"shown": said(cursor, "SELECT guard.release_shown(%s, %s)", kind, number)}


def released(difference) -> None:
    """By an administrator and the auditor, on the page."""
    fields = {"difference": difference.id, "reason": "the deed was compared"}
    for role in ("administrator", "auditor"):
        at_desk(member(role)).post(PAGE, fields | shown("difference", difference.id))
    difference.refresh_from_db(using="owner")
    assert difference.released_at
