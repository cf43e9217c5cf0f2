"""An address that two clerks registered, and that the source was released from or agreed to, never comes where the
source tells otherwise before its time; what the source does not tell of comes as it was to.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter
from feed_kept import released
from feed_lines import line, number, owner, person
from history_model import asked

from shahrsazi.feed.models import Difference
from shahrsazi.messages.models import Message
from shahrsazi.people.models import Contact

OLD, NEW, THIRD = "09551234567", "09557654321", "09550002222"
HOME = {"residence_postal": "8134667890", "residence_address": "اصفهان، خیابان خوراک"}
NEW_HOME = {"residence_postal": "8198765431", "residence_address": "اصفهان، خیابان باجه"}
ELSEWHERE = {"residence_postal": "8154321678", "residence_address": "اصفهان، خیابان نشاط"}
BOTH = {"mobile": NEW} | NEW_HOME


class Narges:
    """Whose telephone and residence a source tells, and two clerks register otherwise."""

    def __init__(self, registered_on: str | None = "2020-01-01"):
        self.exporter, self.code = Exporter(), number()
        self.line, self.registered_on = line(owner(self.code)), registered_on
        assert self.send(mobile=OLD, **HOME).bad == []

    def send(self, **reported):
        known = person(self.code, registered_on=self.registered_on, **reported)
        hour = {"as_of": f"2026-03-0{self.exporter.sequence + 1}T00:00:00Z"}
        return self.exporter.send(self.line | hour | {"people": [known]})

    @property
    def contact(self) -> Contact:
        return Contact.objects.using("owner").get(person__number=self.code)

    def register(self, hours: int = 24, **coming) -> None:
        """Two clerks agreed on it; it comes, or has come."""
        coming = {"mobile": OLD, **HOME} | coming
        columns = {f"coming_{name}": value for name, value in coming.items()} | {
            "coming_mobile": full(coming["mobile"])
        }
        marks = {"coming_by_registration": 7, "kept_by_registration": 7}
        moment = {"coming_from": timezone.now() + timedelta(hours=hours)}
        Contact.objects.using("owner").filter(pk=self.contact.pk).update(**columns, **marks, **moment)

    def release(self) -> None:
        released(Difference.objects.using("owner").get(record="person", row=self.contact.pk, registration=7))

    def reached(self, hours: float) -> str:
        return self.contact.reached_at("sms", timezone.now() + timedelta(hours=hours))

    def lives(self, hours: float) -> dict:
        return self.contact.residence_at(timezone.now() + timedelta(hours=hours))

    def notices(self) -> set[tuple]:
        rows = Message.objects.using("owner").filter(person__number=self.code, kind="fed_change", state="due")
        return set(rows.filter(channel="sms").values_list("to", "until"))


def full(mobile: str) -> str:
    return f"+98{mobile[1:]}"


@pytest.fixture
def narges(city):
    return Narges()


@pytest.mark.parametrize("registered", [{"mobile": NEW}, NEW_HOME, BOTH], ids=["telephone", "residence", "both"])
def test_what_two_released_before_it_came_never_comes(narges, registered):
    narges.register(**registered)
    narges.send(mobile=OLD, **HOME)
    assert narges.reached(99) == full({"mobile": OLD, **registered}["mobile"]), "the counter's word stands"
    narges.release()
    narges.send(mobile=OLD, **HOME)
    assert (narges.reached(99), narges.lives(99)) == (full(OLD), HOME)
    assert (narges.contact.coming_from, narges.contact.coming_by_registration) == (None, None)


def test_whoever_waits_for_an_address_that_was_released_is_told_that_it_does_not_come(narges):
    narges.register(**BOTH)
    was_to_come = narges.contact.coming_from
    narges.send(mobile=OLD, **HOME)
    narges.release()
    assert narges.notices() == set()
    narges.send(mobile=OLD, **HOME)
    assert narges.notices() == {(full(OLD), was_to_come), (full(NEW), was_to_come)}
    acts = "SELECT count(*) FROM ledger_ledgerentry WHERE act = 'contact_coming' AND person = %s"
    assert asked(acts, [narges.contact.pk]) == [(1,)]


def test_another_telephone_that_is_released_comes_in_its_place_and_without_the_residence_that_came_with_it(narges):
    narges.register(**BOTH)
    narges.send(mobile=THIRD, **HOME)
    narges.release()
    narges.send(mobile=THIRD, **HOME)
    assert [narges.reached(0), narges.reached(71), narges.reached(73)] == [full(OLD), full(OLD), full(THIRD)]
    assert narges.lives(99) == HOME and {to for to, _until in narges.notices()} == {full(OLD), full(NEW)}
    narges.send(mobile=OLD, **HOME)
    assert (narges.reached(99), narges.lives(99), narges.contact.coming_from) == (full(OLD), HOME, None)


def test_a_source_that_had_agreed_and_then_tells_the_old_one_takes_it_back(narges):
    narges.register(**BOTH)
    narges.send(**BOTH)
    assert (narges.reached(99), narges.lives(99)) == (full(NEW), NEW_HOME)
    narges.send(mobile=OLD, **HOME)
    assert (narges.reached(99), narges.lives(99)) == (full(OLD), HOME)


@pytest.mark.parametrize("reported", [{"mobile": OLD}, {"mobile": THIRD}, HOME])
def test_what_a_released_source_does_not_tell_of_comes_as_it_was_to(narges, reported):
    narges.register(**BOTH)
    narges.send(**reported)
    narges.release()
    narges.send(**reported)
    assert narges.lives(99) == (HOME if "residence_postal" in reported else NEW_HOME)
    assert narges.reached(99) == full(reported.get("mobile", NEW))


@pytest.mark.parametrize("registered_on", ["2020-01-01", None])
@pytest.mark.parametrize("hours", [24, -24], ids=["it comes", "it has come"])
def test_what_the_source_corrects_after_it_agreed_counts_whoever_is_registered(city, hours, registered_on):
    narges = Narges(registered_on)
    narges.register(hours, **BOTH)
    narges.send(**BOTH)
    narges.send(mobile=THIRD, **ELSEWHERE)
    assert (narges.reached(99), narges.lives(99)) == (full(THIRD), ELSEWHERE)


@pytest.mark.parametrize("hours", [24, -24], ids=["it comes", "it has come"])
def test_of_someone_who_is_not_registered_what_was_released_counts_at_once(city, hours):
    narges = Narges(None)
    narges.register(hours, **BOTH)
    narges.send(mobile=OLD, **HOME)
    assert (narges.reached(99), narges.lives(99)) == (full(NEW), NEW_HOME)
    narges.release()
    narges.send(mobile=OLD, **HOME)
    assert [narges.reached(0), narges.reached(99)] == [full(OLD), full(OLD)] and narges.lives(99) == HOME


def test_although_two_clerks_corrected_the_day_of_birth_meanwhile_a_released_one_never_comes(narges):
    narges.register(**BOTH)
    Contact.objects.using("owner").filter(pk=narges.contact.pk).update(birth_date="1981-01-01", kept_by_registration=9)
    narges.send(mobile=OLD, **HOME)
    released(Difference.objects.using("owner").get(record="person", row=narges.contact.pk, registration=9))
    narges.send(mobile=OLD, **HOME)
    assert (narges.reached(99), narges.lives(99)) == (full(OLD), HOME)
