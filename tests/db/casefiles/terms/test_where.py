"""Where to go and what to bring, beside each thing that waits; what was not told is said to be unknown."""

import re

from feed_lines import commission, fed, verdict
from history_model import asked
from page_tree import text, tree
from personas import SOLE_OWNER, case_of, signed_in

from shahrsazi.city import acts
from shahrsazi.persian import dates


def page_of_a(language: str = "") -> str:
    return signed_in(SOLE_OWNER).get(f"{language}/cases/{case_of('A').ref}/").content.decode()


def in_term():
    case, today = commission(), dates.today().isoformat()
    return fed(commission_cases=[case], verdicts=[verdict(case, served_on=today, issued_at=f"{today}T00:00:00+03:30")])


def test_the_secretariat_its_telephone_and_the_papers_stand_beside_an_objection(city):
    [(address, phone)] = asked("SELECT secretariat_address, secretariat_phone FROM city_district WHERE number = 5")
    html = page_of_a()
    assert address in text(tree(html)) and f'href="tel:{phone}"' in html
    for paper in acts.act("objection").papers:
        assert paper.persian in text(tree(html)) and paper.english in text(tree(page_of_a("/en")))


def test_an_office_that_nobody_told_of_is_said_to_be_unknown():
    file, columns = in_term(), ("secretariat_address", "secretariat_phone")
    [before] = asked(f"SELECT {', '.join(columns)} FROM city_district WHERE number = 9")
    keep = "UPDATE city_district SET secretariat_address = %s, secretariat_phone = %s WHERE number = 9 RETURNING 1"
    assert asked(keep, ("", ""))
    try:
        html = file.html()
    finally:
        assert asked(keep, before)
    assert "نشانی اعلام نشده است" in html and not re.search(r'href="tel:"', html)


def test_a_final_verdict_sends_to_the_court_and_not_to_the_district():
    case, today = commission(stage="appeal"), dates.today().isoformat()
    told = verdict(case, served_on=today, finality="final_appeal", issued_at=f"{today}T00:00:00+03:30")
    html = fed(commission_cases=[case], verdicts=[told]).html()
    assert acts.divan("fa").note[:30] in html
