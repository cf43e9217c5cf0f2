"""At the counter what the back office took back is not shown as if it had been."""

from counter_client import body, fed
from counter_forms import national_code
from feed_lines import owner as told_owner
from history_model import LONG_AGO, acts, on, owns, people
from personas import person_id

TAG = "taken back by the back office"


def test_shares_and_mandates_that_were_told_by_mistake_are_marked_and_real_former_ones_are_not(desk):
    number = national_code()
    file, [mistaken, former, sold, agent, dismissed] = fed(told_owner(number)), people(5)
    page = f"files/{file.ref}/"
    assert TAG not in body(desk.get(page))
    owns(former, file.id, until=on(-10))
    owns(sold, file.id, until=LONG_AGO, ended_by_registration=7)
    acts(dismissed, person_id(number), file.id, ended_on=LONG_AGO, end_reason="dismissal")
    assert TAG not in body(desk.get(page))
    owns(mistaken, file.id, until=LONG_AGO)
    acts(agent, person_id(number), file.id, ended_on=LONG_AGO)
    html = body(desk.get(page))
    assert html.count(TAG) == 2
