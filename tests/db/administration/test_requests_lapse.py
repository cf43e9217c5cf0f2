"""What an administrator asked for lapses once they are one no more: nobody agrees to it, and it keeps nothing back."""

import pytest
from browser_client import stranger
from desk_fixtures import agree_about
from personas import person_id
from staff_client import at_desk, ready

from shahrsazi.administration.approvals import ApprovalRequest
from shahrsazi.staff import invitations

AUDITOR = "1312345004"
STAFF, REQUESTS = "/administration/staff/", "/administration/requests/"
RULE = {"rule": "sealed_days", "value": "4", "source": "بخشنامه ۱۴ آزمون"}


class Rogue:
    """An administrator who asked for a clerk and for a rule."""

    def __init__(self):
        self.member = ready("administrator")
        someone = {"number": stranger(), "first_name": "مینا", "last_name": "صالحی", "role": "clerk", "district": "4"}
        desk = at_desk(self.member)
        assert desk.post(STAFF, someone).status_code == 302
        assert desk.post("/administration/rules/", RULE).headers["Location"].endswith("?notice=asked")
        assert self.outcomes == {("role", ""), ("rule", "")}

    @property
    def requests(self):
        return ApprovalRequest.objects.using("owner").filter(asked_by=self.member.person_id).order_by("id")

    @property
    def outcomes(self) -> set[tuple[str, str]]:
        return set(self.requests.values_list("kind", "outcome"))

    @property
    def page(self) -> str:
        return f"{STAFF}{self.member.ref.hex}/"


@pytest.fixture
def rogue():
    return Rogue()


REFUSED = {("role", "refused"), ("rule", "refused")}


def becomes(administrator, auditor, rogue: Rogue, role: str) -> None:
    administrator.post(rogue.page, {"do": "change", "role": role, "district": "4" if role == "clerk" else ""})
    assert agree_about(auditor, rogue.member).status_code == 302


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_another_role_ends_what_they_asked_for(administrator, auditor, rogue, written, role):
    becomes(administrator, auditor, rogue, role)
    assert rogue.outcomes == REFUSED
    assert {row.settled_by for row in rogue.requests} == {person_id(AUDITOR)}
    refused = [row[1:3] for row in written("refused")]
    assert refused == [("auditor", person_id(AUDITOR))] * 2
    page = auditor.get(f"/en{REQUESTS}").content.decode()
    assert "No request waits." in page and RULE["source"] in page


def test_it_does_not_come_back_with_them_and_others_may_ask_for_the_same(administrator, auditor, rogue):
    becomes(administrator, auditor, rogue, "auditor")
    assert administrator.post("/administration/rules/", RULE).headers["Location"].endswith("?notice=asked")
    becomes(administrator, auditor, rogue, "administrator")
    assert rogue.outcomes == REFUSED


def test_nor_does_it_outlive_the_command_that_gives_them_another_role(auditor, rogue, written):
    person = rogue.member.person
    invitations.add(person.number, person.first_name, person.last_name, "auditor", None)
    assert rogue.outcomes == REFUSED
    assert [row[1:3] for row in written("refused")] == [("operator", None)] * 2
    answers = [auditor.post(REQUESTS, {"request": row.id, "do": "agree"}) for row in rogue.requests]
    assert all(answer.headers["Location"].endswith("?notice=gone") for answer in answers)


def test_a_new_way_in_for_an_administrator_ends_nothing_that_they_asked_for(rogue):
    person = rogue.member.person
    invitations.add(person.number, person.first_name, person.last_name, "administrator", None)
    assert rogue.outcomes == {("role", ""), ("rule", "")}
