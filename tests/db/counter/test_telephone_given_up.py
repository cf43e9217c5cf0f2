"""Whoever gave up their telephone is reached by nothing from the hour on which that counts: by letter, and on paper."""

import pytest
from counter_acts import days_left
from counter_client import key_of, opened, said, take_effect
from counter_forms import HOME_CODE, an_owner
from history_model import asked
from personas import person_id

LETTERS = "SELECT kind, to_property FROM counter_letter WHERE registration_id = %s ORDER BY id"


@pytest.fixture
def giving_up(desk):
    """An owner who has no telephone any more, by a registration that is coming."""
    owner = an_owner()
    work = desk.begin(opened(desk, owner).case)
    work.id, work.key = person_id(owner["number"]), key_of(person_id(owner["number"]))
    work.papers(work.key)
    work.post(f"contact/{work.key}/", {"unreachable": "1", "residence_postal": HOME_CODE, "base": "0"})
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def test_a_sale_of_theirs_waits_for_the_letters(desk, giving_up):
    take_effect(giving_up)
    sale = desk.begin(giving_up.case)
    sale.leave(giving_up.id)
    sale.complete(sale.owner(an_owner()))
    sale.settle()
    assert sale.row.state == "confirmed" and 9.9 < days_left(sale) <= 10, sale.missing()
    assert asked(LETTERS, [sale.row.id]) == [("coming_change", True), ("coming_change", False)]


def test_their_password_is_printed_once_no_telephone_counts_and_not_before(desk, giving_up):
    assert giving_up.post(f"sealed/{giving_up.key}/").status_code == 404
    assert "Sealed password for" not in said(giving_up.get())
    take_effect(giving_up)
    assert "Sealed password for" in said(giving_up.get())
    assert giving_up.post(f"sealed/{giving_up.key}/").content.startswith(b"%PDF-")
    written = "SELECT kind, to_property FROM counter_letter WHERE person_id = %s ORDER BY id"
    assert asked(written, [giving_up.id]) == [("printed", True), ("printed", False)]
