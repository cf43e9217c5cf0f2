"""Two windows of one clerk, or of two: what one of them removes meanwhile is missed by nothing in the other."""

import pytest
from counter_client import bare, opened
from counter_forms import HOME_CODE, SEEN, an_owner
from history_model import asked

from shahrsazi.counter.views import contacts, documents, owners

STEPS = {
    "owners": (owners, an_owner),
    "papers": (documents, lambda: dict(SEEN)),
    "contact": (contacts, lambda: {"mobile": "", "email": "", "residence_postal": HOME_CODE}),
}


def test_the_card_of_someone_who_is_not_in_the_file_is_not_there(desk):
    """A draft of a new file, and an owner of another one."""
    work, filed = bare(desk, an_owner()), opened(desk, an_owner())
    [(ref,)] = asked(
        "SELECT p.ref FROM people_person p JOIN casefiles_ownership o ON o.person_id = p.id WHERE o.case_id = %s",
        [filed.case.id],
    )
    address = f"owners/p{ref.hex}/"
    assert work.get(address).status_code == 404
    assert work.post(address, an_owner() | {"base": "0"}).status_code == 404


@pytest.mark.parametrize("step", STEPS)
def test_a_person_who_is_removed_while_a_page_of_theirs_is_saved_is_missed_by_nothing(desk, monkeypatch, step):
    """Another window's removal comes between the saving and the reading."""
    module, fields = STEPS[step]
    work, reread = bare(desk, an_owner()), module.reread

    def removed_meanwhile(registration):
        registration = reread(registration)
        registration.person = lambda key: None
        return registration

    monkeypatch.setattr(module, "reread", removed_meanwhile)
    answer = work.post(f"{step}/{work.keys[0]}/", fields() | {"base": "1"})
    assert answer.status_code == 302 and answer.headers["Location"].endswith("/owners/")
