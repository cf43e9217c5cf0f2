"""A coming change that is stopped while a gateway is away: nobody hears of it afterwards, least of all a stranger."""

import pytest
from browser_client import deliver_all
from counter_acts import object_to
from counter_client import key_of, opened
from counter_forms import an_owner, phone
from history_model import asked
from personas import person_id, person_ref
from quiet_gateways import quiet_gateways

STATES = (
    'SELECT state, "to" FROM messages_message'
    " WHERE kind = 'coming_change' AND until = (SELECT takes_effect_at FROM counter_draft WHERE id = %s)"
)


@pytest.fixture(autouse=True)
def _no_older_message(city):
    with quiet_gateways():
        yield


def another_telephone(desk):
    """Two clerks agreed on it and nothing was sent yet; with .owner and .mobile."""
    owner, mobile = an_owner(), phone()
    work = desk.begin(opened(desk, owner).case)
    key = key_of(person_id(owner["number"]))
    work.contact(key, mobile=mobile)
    work.papers(key)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    work.owner, work.mobile = owner["number"], mobile
    return work


def in_person(work, other):
    work.post("objection/", {"who": person_ref(person_id(work.owner)), "words": "این شماره من نیست"})


def from_home(work, other):
    object_to(work.owner, work, "این شماره من نیست")


def by_two_clerks(work, other):
    work.post("reversal/", {"reason": "شماره اشتباه است"})
    work.by(other).post("reversal/", {"do": "agree"})


@pytest.mark.parametrize("stop", [in_person, from_home, by_two_clerks])
def test_a_change_that_was_stopped_before_its_notices_went_out_is_told_to_nobody(desk, other, stop):
    work, stays = another_telephone(desk), another_telephone(desk)
    stop(work, other)
    assert work.row.state in ("objected", "reversed")
    assert {state for state, _to in asked(STATES, [work.row.id])} == {"dropped"}
    assert "+98" + work.mobile[1:] in {to for _state, to in asked(STATES, [work.row.id])}
    assert {state for state, _to in asked(STATES, [stays.row.id])} == {"due"}
    kinds = "SELECT kind FROM messages_message WHERE person_id = %s AND state = 'sent' AND kind LIKE 'change_%%'"
    deliver_all()
    assert len(asked(kinds, [person_id(work.owner)])) > 0  # that it was stopped is told
    assert ("sent", "+98" + stays.mobile[1:]) in asked(STATES, [stays.row.id])
