"""A company or a child signs in never: whoever acts for them sees their file, and has the time to object to what a feed
changes in it, as a registered owner has.
"""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_lines import line, mandate, number, owner, person
from feed_outcomes import at, reasons, sees
from owners_by_name import ALI

from samplecity.people import legal_code
from shahrsazi.messages.models import Message

ONCE = ["email", "sms"]
ENDED = "2026-03-09"
KINDS = {"a company": "representative", "a child": "parent", "a ward": "guardian"}


def notices(code: str) -> list[str]:
    rows = Message.objects.using("owner").filter(person__number=code, kind="fed_change")
    return sorted(rows.values_list("channel", flat=True))


class Acted:
    """A file of a company or a child, and who acts for them; perhaps beside a registered owner."""

    def __init__(self, kind: str, beside: bool = False, **leave):
        self.exporter, self.who, self.agent = Exporter(checks_registry=False), number(), number()
        owners = [owner(self.who, 1, 2), *([owner(number(), 1, 2)] if beside else [])]
        self.beside = owners[-1]["person"]
        others = [person(o["person"]) for o in owners[1:]]
        known = {"registered_on": None}
        if kind == "a company":
            self.who = owners[0]["person"] = legal_code(self.who)
            known["kind"] = "legal"
        people = [person(self.who, **known), person(self.agent), *others]
        given = mandate(self.who, self.agent, **({"capacity": KINDS[kind]} | leave))
        self.made = line(*owners, people=people, mandates=[given])
        assert Exporter().send(self.made).bad == [] and self.seen()
        self.code, self.share = self.made["casefile"]["renewal_code"], owners[0]["source_key"]

    def seen(self) -> bool:
        return sees(self.agent, self.made)

    def end(self) -> dict:
        return record("ownership", self.share, 1, file=self.code, state="ended", ended_on=ENDED)

    def newcomer(self, who: str) -> list[dict]:
        share = owner(who, 1, 2, effective_from=ENDED)
        return [
            with_values("person", f"n-{who}", person(who)),
            with_values("ownership", share["source_key"], share, 1, self.code),
        ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("every_file", [False, True])
def test_their_share_ends_after_the_time_to_object_and_who_acts_for_them_is_told(city, kind, beside, every_file):
    file, new = Acted(kind, beside, every_file=every_file), number()
    assert file.exporter.send(file.end(), *file.newcomer(new)).bad == []
    assert file.seen() and not sees(new, file.made)
    assert notices(file.agent) == ONCE and (not beside or notices(file.beside) == ONCE)


def test_an_attorney_of_somebody_who_is_not_registered_objects_to_nothing(city):
    file = Acted("a child", capacity="attorney")
    assert file.exporter.send(file.end()).bad == []
    assert not file.seen() and notices(file.agent) == []


@pytest.mark.parametrize("leave", [{"ended_on": "2026-01-01", "end_reason": "dismissal"}, {"expires_on": "2026-01-01"}])
def test_nobody_waits_for_who_acts_no_more(city, leave):
    file, new = Acted("a company"), number()
    over = at(file.made, "2026-01-05", mandates=[file.made["mandates"][0] | leave])
    assert Exporter().send(over).bad == [] and not file.seen()
    assert file.exporter.send(file.end(), *file.newcomer(new)).bad == []
    assert sees(new, file.made) and notices(file.agent) == []


TAKEN = {
    "closed": lambda f: at(f.made, "2026-02-02", casefile=f.made["casefile"] | {"opened_on": None}),
    "withdrawn": lambda f: record("file", f.code, 1, state="withdrawn"),
    "their share withdrawn": lambda f: record("ownership", f.share, 1, file=f.code, state="withdrawn"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", TAKEN)
def test_their_file_is_not_taken_at_once(city, kind, how):
    file = Acted(kind)
    report = file.exporter.send(TAKEN[how](file))
    wanted = "another one begins" if "share" in how else "not closed without the registry"
    assert how == "withdrawn" or wanted in reasons(report)
    assert file.seen()


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_acts_for_them_is_told_whose_share_that_of_a_name_is(city, kind):
    file, new = Acted(kind), number()
    name = f"U-{new}"
    share = owner(name, 1, 2)
    row = with_values("ownership", share["source_key"], share, 1, file.code)
    assert file.exporter.send(with_values("person", name, ALI), row).bad == []
    before = notices(file.agent)
    assert file.exporter.send(with_values("person", name, person(new), 2)).bad == []
    assert not sees(new, file.made) and before == ONCE and notices(file.agent) == sorted(ONCE * 2)


def test_who_acts_for_a_child_whose_number_is_told_sees_the_file_after_the_time_to_object(city):
    """They act for the child in every file, and so in this one once it is the child's."""
    other = Acted("a child", every_file=True)
    one = number()
    made, name = line(owner(one, 1, 2)), f"U-{one}"
    share = owner(name, 1, 2)
    rows = [
        with_values("person", name, ALI),
        with_values("ownership", share["source_key"], share, 1, made["casefile"]["renewal_code"]),
    ]
    assert other.exporter.send(made, *rows).bad == []
    child = person(other.who, registered_on=None)
    assert other.exporter.send(with_values("person", name, child, 2)).bad == []
    assert not sees(other.agent, made) and notices(other.agent) == ONCE
