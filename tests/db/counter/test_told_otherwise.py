"""What the back office tells otherwise than the counter registered stands on the file's page, at its own counter."""

import pytest
from counter_client import OF_THREE, Desk, fed, said
from feed_lines import line, load, mandate, number, owner, person
from personas import person_id

from shahrsazi.casefiles.casefile import Ownership
from shahrsazi.people.models import Contact


@pytest.fixture
def differing():
    """A file whose owner the counter gave another mobile and whose share it ended, and a feed that knows neither."""
    code, share = number(), None
    share = owner(code, effective_to=None)
    case = fed(share, contact={"mobile": "09551234567"})
    people = [person(code, registered_on=None, mobile="09551234567")]
    Contact.objects.using("owner").filter(person=person_id(code)).update(mobile="+989557654321", kept_by_registration=7)
    Ownership._base_manager.using("owner").filter(case=case).update(effective_to="2030-01-01", ended_by_registration=7)
    casefile = {"renewal_code": case.renewal_code, "file_no": case.file_no, "opened_on": None}
    assert load(line(share, people=people, casefile=casefile) | {"as_of": "2026-11-01T00:00:00Z"}).bad == []
    return case


def test_the_clerk_reads_it_with_the_address_masked(differing, desk):
    page = said(desk.get(f"files/{differing.ref}/"))
    assert "The back office tells otherwise" in page and "told since" in page
    assert "Mobile: 0955***4567" in page and "End of the share: nothing" in page
    assert "09551234567" not in page and "+989551234567" not in page


def test_each_says_whose_it_is_of_an_agent_too(desk):
    hers, agent = number(), number()
    share = owner(hers)
    given = mandate(hers, agent)
    names = {hers: {"first_name": "سیمین"}, agent: {"first_name": "بهرام"}}
    people = [person(code, registered_on=None, mobile="09551234567") | names[code] for code in (hers, agent)]
    case = fed(share)
    casefile = {"renewal_code": case.renewal_code, "file_no": case.file_no, "opened_on": None}
    told = line(share, people=people, casefile=casefile, mandates=[given])
    assert load(told | {"as_of": "2026-10-01T00:00:00Z"}).bad == []
    known = {"mobile": "+989557654321", "kept_by_registration": 7}
    for code in (hers, agent):
        assert Contact.objects.using("owner").filter(person=person_id(code)).update(**known) == 1
    assert load(told | {"as_of": "2026-11-01T00:00:00Z"}).bad == []
    page = said(desk.get(f"files/{case.ref}/"))
    differences = page[page.index("The back office tells otherwise") : page.rindex("told since")]
    assert "سیمین" in differences and "بهرام" in differences


def test_a_file_on_which_both_agree_says_nothing_of_it(desk):
    case = fed(owner(number()))
    assert "tells otherwise" not in said(desk.get(f"files/{case.ref}/"))


def test_the_clerk_of_another_district_does_not_read_it(differing):
    assert Desk(OF_THREE).get(f"files/{differing.ref}/").status_code == 404
