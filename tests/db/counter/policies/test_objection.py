"""A coming change of the counter, and the citizen who stops it: an owner of today, in time, and then it never was."""

import pytest
from history_model import LONG_AGO, acts, as_web, asked, begun, case, ids, owns, people
from staff_client import said

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.people.models import Contact
from shahrsazi.persian import dates


class Sale:
    """What two clerks agreed on, to count from tomorrow: a share that ends, one that begins, a mandate, a telephone."""

    def __init__(self, effect: str = "now() + interval '1 day'"):
        self.file = case(5)
        self.seller, self.buyer, self.agent, self.other = people(4)
        self.when = asked(f"SELECT {effect}")[0][0]
        self.act = (
            Draft.objects.using("owner")
            .create(
                district_id=5,
                case=self.file,
                state="confirmed",
                begun_by=1,
                submitted_by=1,
                settled_by=2,
                takes_effect_at=self.when,
            )
            .id
        )
        self.sold, self.bought, self.kept = (
            owns(self.seller, self.file.id),
            owns(self.buyer, self.file.id),
            owns(self.other, self.file.id),
        )
        rows = Ownership._base_manager.using("owner")
        rows.filter(id=self.sold.id).update(
            effective_to=dates.today(), end_holds_from=self.when, ended_by_registration=self.act
        )
        rows.filter(id=self.bought.id).update(
            effective_from=dates.today(), holds_from=self.when, begun_by_registration=self.act
        )
        self.mandate = acts(self.agent, self.seller, self.file.id, holds_from=self.when, begun_by_registration=self.act)
        Contact.objects.using("feed").create(
            person_id=self.seller,
            mobile="old",
            registered_on=LONG_AGO,
            coming_mobile="new",
            coming_from=self.when,
            coming_by_registration=self.act,
        )

    def state(self) -> tuple:
        rows = (
            Ownership._base_manager.using("owner")
            .filter(case=self.file)
            .order_by("id")
            .values_list("effective_to", "end_holds_from", "ended_by_registration")
        )
        contact = (
            Contact.objects.using("owner")
            .filter(person=self.seller)
            .values_list("mobile", "coming_mobile", "coming_from", "coming_by_registration")
            .get()
        )
        mandate = (
            Mandate._base_manager.using("owner")
            .filter(id=self.mandate.id)
            .values_list("ended_on", "ended_at_desk")
            .get()
        )
        return Draft.objects.using("owner").get(id=self.act).state, list(rows), contact, mandate

    def object(self, token: str | None) -> bool:
        with as_web(token) as cursor:
            return said(cursor, "SELECT guard.object_to(%s, 'این فروش را نمی‌شناسم')", self.act)


def files(person: int) -> set[int]:
    with as_web(begun(person)) as cursor:
        return ids(cursor, "casefiles_casefile")


@pytest.mark.parametrize("who", ["seller", "other"])
def test_an_owner_who_objects_in_time_undoes_the_whole_act(who):
    sale, before = Sale(), asked("SELECT coalesce(max(id), 0) FROM ledger_ledgerentry")[0][0]
    assert files(sale.seller) == {sale.file.id} and files(sale.buyer) == files(sale.agent) == set()
    assert sale.object(begun(getattr(sale, who))) is True
    state, shares, contact, mandate = sale.state()
    assert state == "objected" and contact == ("old", "", None, None)
    assert shares == [(None, None, None), (dates.today(), None, sale.act), (None, None, None)]
    assert mandate == (LONG_AGO, True)
    draft = Draft.objects.using("owner").get(id=sale.act)
    assert (draft.objected_by, draft.objection) == (getattr(sale, who), "این فروش را نمی‌شناسم")
    rows = (
        LedgerEntry.objects.using("owner").filter(id__gt=before).values_list("actor", "role", "act", "case", "district")
    )
    assert list(rows) == [(getattr(sale, who), "citizen", "objected", sale.file.id, 5)]
    Ownership._base_manager.using("owner").filter(case=sale.file).update(holds_from=None)
    Mandate._base_manager.using("owner").filter(id=sale.mandate.id).update(holds_from=None)
    assert files(sale.seller) == {sale.file.id} and files(sale.buyer) == files(sale.agent) == set()


@pytest.mark.parametrize("who", ["buyer", "agent", "a neighbour", "nobody", "the seller while changing a password"])
def test_who_owns_nothing_in_it_today_stops_nothing(who):
    sale = Sale()
    before = sale.state()
    person = {"buyer": sale.buyer, "agent": sale.agent}.get(who) or people(1)[0]
    token = {"nobody": lambda: None, "the seller while changing a password": lambda: begun(sale.seller, level=1)}.get(
        who, lambda: begun(person)
    )()
    assert sale.object(token) is False and sale.state() == before


def test_it_is_too_late_once_it_counts_and_twice_is_once():
    late, sale = Sale("now() - interval '1 second'"), Sale()
    before = late.state()
    assert late.object(begun(late.other)) is False and late.state() == before
    assert [sale.object(begun(sale.seller)) for _ in range(2)] == [True, False]


def test_whom_an_act_concerns_may_object_to_it_without_owning_anything():
    sale, someone = Sale(), people(1)[0]
    Draft.objects.using("owner").filter(id=sale.act).update(concerns=[someone])
    assert sale.object(begun(someone)) is True
