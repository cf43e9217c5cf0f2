"""Violations and verdicts: what is shown, what is not until it is served, terms by the cautious count, and balances."""

from datetime import date

import pytest
from feed_lines import commission, fed, verdict, violation
from history_model import asked
from page_tree import facts, tree
from personas import CO_OWNER, NEIGHBOUR, SOLE_OWNER, case_of, signed_in

# domain.md §6.3: served on Tuesday 1403/06/20; ten days later, 1403/06/30, is a Friday; the day before is worked.
SERVED, LAST, WORKED = date(2024, 9, 10), date(2024, 9, 20), date(2024, 9, 19)


def tried(served="2024-09-10", rows=None, **known):
    case = commission(violations=[])
    return fed(violations=[violation()], commission_cases=[case], verdicts=[verdict(case, served_on=served, **known)])


def told(file, today) -> dict:
    return file.page("violations", today)["cases"][0]


def states(file, today) -> list[tuple]:
    return [(step.state, step.on) for step in told(file, today).path]


def test_the_last_day_to_object_is_ten_days_after_service_and_the_working_day_before_is_named():
    found = told(tried(), SERVED)
    assert (found.objection.last, found.objection.work_day, found.objection.left) == (LAST, WORKED, 10)


def test_the_page_tells_weekday_and_both_days_while_the_term_runs():
    from clock import on

    file = tried()
    client = signed_in(file.by)  # before: at the entrance the clocks must agree
    with on(date(2024, 9, 12)):
        html = client.get(f"/cases/{file.case.ref}/violations/").content.decode()
    assert "جمعه ۳۰ شهریور ۱۴۰۳" in html and "پنجشنبه ۲۹ شهریور ۱۴۰۳" in html.replace("پنج‌شنبه", "پنجشنبه")
    assert "صرفاً جهت اطلاع" in html


def test_the_term_runs_through_its_last_day_and_is_over_on_the_next():
    file = tried()
    assert told(file, LAST).in_term is True
    assert told(file, date(2024, 9, 21)).in_term is False
    assert file.summary("violations", LAST).tags and not file.summary("violations", date(2024, 9, 21)).tags


def test_the_steps_of_a_verdict_within_its_term():
    found = states(tried(), SERVED)
    assert [state for state, _ in found] == ["done", "done", "done", "here", "ahead", "ahead"]
    assert found[2][1] == SERVED and found[3][1] == LAST


def test_the_steps_of_a_final_verdict_wait_for_payment_at_the_next_instalment():
    paid = [{"due": "2024-10-10", "amount": 100, "paid_on": "2024-10-09"}, {"due": "2024-11-10", "amount": 200}]
    file = tried(finality="final_unopposed", amount=300, instalments=paid)
    assert [s for s, _ in states(file, date(2024, 10, 20))] == ["done", "done", "done", "done", "done", "here"]
    assert states(file, date(2024, 10, 20))[-1] == ("here", date(2024, 11, 10))


def test_the_balance_is_the_verdict_less_discount_and_payments():
    paid = [{"due": "2024-10-10", "amount": 100, "paid_on": "2024-10-09"}, {"due": "2024-11-10", "amount": 170}]
    money = told(tried(amount=300, discount=30, finality="final_appeal", instalments=paid), LAST).ending.account
    assert (money.paid, money.left, money.next_due) == (100, 170, date(2024, 11, 10))
    assert money.last_paid == date(2024, 10, 9)


def test_a_verdict_paid_to_the_last_rial_is_done():
    paid = [{"due": "2024-10-10", "amount": 270, "paid_on": "2024-10-09"}]
    file = tried(amount=300, discount=30, finality="final_appeal", instalments=paid)
    assert states(file, date(2025, 1, 1))[-1] == ("done", date(2024, 10, 9))


def test_a_stay_order_asks_for_no_payment_and_says_why():
    unpaid = [{"due": "2024-11-10", "amount": 333_000_000}]
    file = tried(finality="stayed", divan_order="stay", divan_case_no="140309", instalments=unpaid)
    found = states(file, date(2024, 12, 1))
    assert found[-1] == ("ahead", None) and found[-2][0] == "here"
    assert file.waiting(date(2024, 12, 1)) == []
    assert "به دستور دیوان عدالت اداری متوقف شده است" in file.html("violations")


def test_an_objection_within_the_term_and_one_out_of_it_are_told_apart():
    within = told(tried(objected_on="2024-09-20", objector="owner"), date(2024, 9, 25)).path[3]
    late = told(tried(objected_on="2024-09-21", objector="owner"), date(2024, 9, 25)).path[3]
    assert within.name != late.name and "خارج از مهلت" in late.name


def test_a_case_without_a_verdict_stands_at_its_session_and_names_its_stage():
    """domain.md §3.5.b: the stage is starred, with or without a verdict."""
    case = commission(stage="equal", session_at="2024-09-01T10:00:00+03:30")
    file = fed(violations=[violation()], commission_cases=[case])
    assert [s for s, _ in states(file, LAST)] == ["done", "here", "ahead", "ahead", "ahead"]
    assert "هم‌عرض" in file.html("violations")


@pytest.mark.parametrize(("stage", "is_ahead"), [("first", True), ("appeal", False), ("equal", False)])
def test_an_objection_lies_ahead_of_a_first_verdict_alone(stage, is_ahead):
    file = fed(violations=[violation()], commission_cases=[commission(stage=stage)])
    assert ("اعتراض" in [step.name for step in told(file, LAST).path]) is is_ahead


def test_an_unserved_verdict_and_one_to_be_served_tomorrow_are_no_ones_to_see():
    """The feed is refused with a day of service to come; what is stored with one is hidden all the same."""
    to_come = "UPDATE casefiles_verdict SET served_on = %s WHERE case_id = %s RETURNING 1"
    for served in (None, "2099-01-01"):
        file = tried(served=None, verdict_no="SECRET-99", body="متن پنهان", amount=987_654_321)
        assert asked(to_come, [served, file.case.id])
        assert told(file, LAST).verdict is None
        for page in ("violations", "", "history", "ownership"):
            html = file.html(page) + file.html(page, "en")
            for secret in ("SECRET-99", "متن پنهان", "987,654,321", "۹۸۷٬۶۵۴٬۳۲۱"):
                assert secret not in html, (page, secret)


def test_the_unserved_verdict_of_c_is_nowhere_in_its_pages(city):
    from shahrsazi.casefiles.registry import SECTIONS
    from shahrsazi.casefiles.sections.violations.models import Verdict

    case, client = case_of("C"), signed_in(NEIGHBOUR)
    hidden = Verdict._base_manager.using("owner").get(case=case, served_on=None)
    secrets = {hidden.verdict_no, f"{hidden.amount:,}", hidden.body[:40], hidden.body[-60:]}
    secrets |= {s.translate(str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")) for s in secrets}
    for language in ("", "/en"):
        for page in ["", *(f"{s.key}/" for s in SECTIONS)]:
            html = client.get(f"{language}/cases/{case.ref}/{page}").content.decode()
            assert case.ref in html
            assert not [s for s in secrets if s in html], page


def test_what_the_commission_decided_cannot_be_read_off_the_violation_before_service():
    """The factor and the state «verdict given» would tell that there is a verdict, and how heavy it is."""
    case = commission()
    row = violation(status="decided", k=1.25)
    case["violations"] = [row["source_key"]]
    file = fed(violations=[row], commission_cases=[case], verdicts=[verdict(case, served_on=None)])
    html = file.html("violations")
    assert "۱٫۲۵" not in html and "رأی صادرشده" not in html


def test_a_factor_is_told_with_all_of_its_decimals():
    for factor, words in ((1.125, "۱٫۱۲۵"), (1.5, "۱٫۵"), (2, "۲")):
        row = violation(k=factor)
        case = commission(violations=[row["source_key"]])
        file = fed(violations=[row], commission_cases=[case], verdicts=[verdict(case, served_on="2024-09-10")])
        assert f">{words}</td>" in file.html("violations"), factor


def test_of_two_verdicts_of_one_case_both_can_be_read():
    case = commission()
    first = verdict(case, verdict_no="INTERIM-1", verdict_kind="interim", served_on="2024-08-10", amount=None)
    second = verdict(case, verdict_no="FINE-2", served_on="2024-09-10")
    html = fed(violations=[violation()], commission_cases=[case], verdicts=[first, second]).html("violations")
    assert "FINE-2" in html and "INTERIM-1" in html


def test_no_page_says_that_a_neighbour_complained():
    file = fed(violations=[violation()], commission_cases=[commission(requester="complainant")])
    html = file.html("violations")
    assert "شاکی" not in html and "Complainant" not in file.html("violations", "en")


def test_there_is_no_place_for_a_complainants_name():
    from shahrsazi.casefiles.sections.violations.models import CommissionCase, Verdict, Violation

    names = [f.name for m in (CommissionCase, Verdict, Violation) for f in m._meta.get_fields()]
    assert not [n for n in names if "complain" in n or "members" in n]


def test_a_violation_shows_the_day_that_counts_and_the_value_of_a_square_metre():
    """domain.md §3.5.a: date_governing and unit_value are starred."""
    html = fed(violations=[violation()]).html("violations")
    assert "۱۸٫۵ مترمربع" in html and "اضافه بنا" in html
    assert "۱۲ اردیبهشت ۱۴۰۳" in html and "۱۲٬۰۰۰٬۰۰۰" in html


def test_file_a_has_three_violations_one_verdict_in_term_and_one_final(city):
    html = signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/violations/").content.decode()
    assert html.count('aria-current="step"') == 1 and "روز تا پایان مهلت" in html
    assert html.index("روز تا پایان مهلت") < html.index('<span class="tag">غیرقطعی</span>')
    assert "قطعی (عدم اعتراض)" in html or "مختومه" in html
    assert "پرداخت کامل" in html or "تسویه" in html
    page = signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/").content.decode()
    assert "۱ رأی در مهلت اعتراض" in page


def test_file_b_shows_the_appeal_to_both_owners(city):
    for reader in (NEIGHBOUR, CO_OWNER):
        html = signed_in(reader).get(f"/cases/{case_of('B').ref}/violations/").content.decode()
        assert "تجدیدنظر" in html and "بدوی" in html


def test_a_file_without_violations_says_so_and_one_without_a_verdict_too():
    file = fed()
    assert "تخلفی برای این ملک ثبت نشده است." in file.html("violations")
    assert file.summary("violations", LAST).words == ["تخلفی ثبت نشده است"]
    html = fed(violations=[violation()]).html("violations")
    assert "رأیی از کمیسیون ماده ۱۰۰ برای این ملک ثبت نشده است." in html


def test_a_case_without_a_violation_row_is_not_summed_up_as_no_violation():
    """The commission is hearing a case: the line on the file's page must not say that nothing is recorded."""
    case = commission()
    file = fed(commission_cases=[case], verdicts=[verdict(case, served_on="2024-09-10")])
    assert file.summary("violations", SERVED).words == ["۱ پرونده در کمیسیون"]
    page = file.html("violations")
    assert "تخلف‌هایی که کمیسیون به آن‌ها رسیدگی کرده اعلام نشده است." in page
    assert "تخلفی برای این ملک ثبت نشده است." not in page


def test_a_date_of_service_from_before_any_calendar_breaks_no_page():
    """A feed is refused with one; what was stored before it was, is shown all the same."""
    file = tried()
    served = "UPDATE casefiles_verdict SET served_on = '0001-01-01' WHERE case_id = %s RETURNING 1"
    assert asked(served, [file.case.id])
    assert file.get("violations").status_code == 200


def test_a_due_day_that_is_no_day_is_turned_away_or_shown_but_breaks_no_page():
    from feed_lines import Fed, line, load

    from shahrsazi.casefiles.casefile import CaseFile

    case = commission()
    rows = [verdict(case, served_on="2024-09-10", instalments=[{"due": "1403/08/20", "amount": 5}])]
    made = line(violations=[violation()], commission_cases=[case], verdicts=rows)
    if not load(made).bad:
        file = CaseFile._base_manager.using("owner").get(renewal_code=made["casefile"]["renewal_code"])
        assert Fed(made, file, made["owners"][0]["person"]).get("violations").status_code == 200


@pytest.mark.parametrize(("days", "words"), [(1, "1 day"), (60, "60 days")])
def test_the_days_to_comply_within_are_counted_as_the_language_does(days, words):
    heard = commission()
    known = {"served_on": "2024-09-10", "finality": "final_unopposed", "comply_within_days": days}
    page = tree(fed(commission_cases=[heard], verdicts=[verdict(heard, **known)]).html("violations", "en"))
    assert facts(page)["To be complied with within"] == words
