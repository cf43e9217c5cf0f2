"""The days around which one counts wrong: a leap Esfand, the year's end, a Friday, a Thursday off, a feast that nobody
has confirmed; and each clock of a verdict at each stage, for each side, on the day before its last day, on it, after.
"""

from datetime import date, datetime, timedelta

import pytest
from clock import on
from django.utils import translation
from feed_lines import Fed, commission, fed, verdict
from page_tree import text, tree
from personas import signed_in

from shahrsazi.casefiles.terms.shown import shown
from shahrsazi.city import overrides
from shahrsazi.city.holidays import Holiday
from shahrsazi.city.rules import RULES, RuleVersion
from shahrsazi.persian import dates

DAY = timedelta(1)
SERVED, LAST = "2024-09-10", date(2024, 9, 20)  # Tuesday 1403/06/20 and Friday 1403/06/30
THURSDAY = LAST - DAY


def judged(stage="first", **columns) -> Fed:
    case = commission(stage=stage)
    facts = {"verdict_kind": "retain", "amount": None, "served_on": SERVED} | columns
    return fed(commission_cases=[case], verdicts=[verdict(case, **facts)])


def of(file: Fed, clock: str, side="owner") -> list:
    return [t for t in file.rows("violations")["terms"] if (t.clock, t.side) == (clock, side)]


def states(file: Fed, clock: str, last: date, side="owner") -> list[list[str]]:
    with translation.override("fa"):
        return [[shown(t, day).state for t in of(file, clock, side)] for day in (last - DAY, last, last + DAY)]


def words(file: Fed, day: date, section: str = "") -> str:
    client = signed_in(file.by)
    with on(day):
        return text(tree(client.get(f"/cases/{file.case.ref}/{section}").content.decode()))


# A year's end


@pytest.mark.parametrize(
    ("served", "last", "says"),
    [
        ("2025-03-15", date(2025, 3, 25), "سه‌شنبه ۵ فروردین ۱۴۰۴"),  # 1403/12/25; Esfand of 1403 has thirty days
        ("2026-03-16", date(2026, 3, 26), "پنجشنبه ۶ فروردین ۱۴۰۵"),  # 1404/12/25; Esfand of 1404 has twenty-nine
        ("2025-03-10", date(2025, 3, 20), "پنجشنبه ۳۰ اسفند ۱۴۰۳"),
    ],
)
def test_ten_days_over_the_end_of_a_leap_year_and_of_a_common_one(served, last, says):
    file = judged(served_on=served)
    assert [t.last_on for t in of(file, "objection")] == [last]
    assert f"تا پایان روز {says}" in words(file, last - 2 * DAY)


def test_the_last_working_day_before_a_day_in_nowruz_is_in_the_old_year():
    """Served on 1403/12/24: the ten days end on 1404/01/04, and the last two of Esfand are off."""
    shown_on = words(judged(served_on="2025-03-14"), date(2025, 3, 18))
    assert "تا پایان روز دوشنبه ۴ فروردین ۱۴۰۴ (آخرین روز کاری پیش از آن: سه‌شنبه ۲۸ اسفند ۱۴۰۳)" in shown_on


def test_ninety_days_over_a_leap_esfand():
    file = judged("appeal", finality="final_appeal", served_on="2025-01-04")  # 1403/10/15
    assert [t.last_on for t in of(file, "divan")] == [date(2025, 4, 4)]  # 1404/01/15, a Friday
    assert "تا پایان روز جمعه ۱۵ فروردین ۱۴۰۴ (آخرین روز کاری پیش از آن: پنجشنبه ۱۴ فروردین ۱۴۰۴)" in words(
        file, date(2025, 4, 1)
    )


# Days off


def test_on_a_friday_the_page_names_the_thursday_before_it():
    assert "(آخرین روز کاری پیش از آن: پنجشنبه ۲۹ شهریور ۱۴۰۳)" in words(judged(), THURSDAY - DAY)


@pytest.fixture
def thursday_off(city):
    def rule(value: int) -> None:
        moment = datetime(1990, 1, 1, 10, tzinfo=dates.CITY_TIME)
        RuleVersion.objects.using("owner").create(name="thursday_off", value=value, source="a test", from_at=moment)
        overrides.invalidate()

    rule(1)
    yield
    rule(RULES["thursday_off"].value)


def test_with_thursday_off_it_names_the_wednesday_and_the_last_day_stays(thursday_off):
    file = judged()
    assert "تا پایان روز جمعه ۳۰ شهریور ۱۴۰۳ (آخرین روز کاری پیش از آن: چهارشنبه ۲۸ شهریور ۱۴۰۳)" in words(
        file, THURSDAY - DAY
    )


@pytest.fixture
def feast(city):
    """A lunar feast on that Thursday, which nobody has confirmed."""
    Holiday.objects.using("owner").create(day=THURSDAY, name="عید آزمون", provisional=True)
    overrides.invalidate()
    yield
    Holiday.objects.using("owner").filter(day=THURSDAY).delete()
    overrides.invalidate()


def test_a_provisional_feast_is_no_day_to_go_there_and_moves_no_last_day(feast):
    file = judged()
    assert [t.last_on for t in of(file, "objection")] == [LAST]
    assert "(آخرین روز کاری پیش از آن: چهارشنبه ۲۸ شهریور ۱۴۰۳)" in words(file, THURSDAY - DAY)


# Each clock at each stage


STAGES = ("first", "appeal", "equal")
TURNS = [["running"], ["last_day"], ["late"]]


@pytest.mark.parametrize("side", ["owner", "municipality"])
@pytest.mark.parametrize("stage", STAGES)
def test_the_objection_of_each_side_at_each_stage(stage, side):
    file = judged(stage, served_municipality_on=SERVED)
    assert states(file, "objection", LAST, side) == (TURNS if stage == "first" else [[], [], []])


def test_the_municipalitys_term_runs_from_its_own_service_and_waits_for_one():
    later = judged(served_municipality_on="2024-09-13")
    assert states(later, "objection", date(2024, 9, 23), "municipality") == TURNS
    assert states(later, "objection", LAST) == TURNS
    assert states(judged(), "objection", LAST, "municipality") == [["waiting"]] * 3


@pytest.mark.parametrize(("served", "says"), [(None, True), (SERVED, False), ("2026-01-01", False)])
def test_a_term_of_the_municipality_whose_service_was_not_told_is_not_known(served, says):
    file = judged(served_municipality_on=served)
    unknown = "اعتراض شهرداری به رأی ۹/۱۴۰۳/۲۵۰۷: نامعلوم: روز ابلاغ اعلام نشده است"
    assert (unknown in words(file, LAST, "violations/")) is says
    with translation.override("fa"):
        [own] = [shown(t, LAST) for t in of(file, "objection", "municipality")]
        assert ("نامعلوم" in own.until) is says


@pytest.mark.parametrize("stage", STAGES)
def test_the_court_at_each_stage(stage):
    last = date(2024, 12, 9)  # ninety days after 2024-09-10: 20 of September, 31, 30, and nine of December
    file = judged(stage, finality="final_unopposed" if stage == "first" else "final_appeal")
    assert states(file, "divan", last) == ([["open"]] * 3 if stage == "first" else TURNS)
    assert states(judged(stage), "divan", last) == ([[]] * 3 if stage == "first" else TURNS)


@pytest.mark.parametrize("clock", ["compliance", "sum", "instalment"])
@pytest.mark.parametrize("stage", STAGES)
def test_what_a_verdict_orders_at_each_stage_once_it_is_final(stage, clock):
    columns = {"comply_within_days": 10, "finality": "final_unopposed" if stage == "first" else "final_appeal"}
    columns |= {"verdict_kind": "demolish"} if clock == "compliance" else {"verdict_kind": "fine", "amount": 5}
    columns |= {"instalments": [{"due": str(LAST), "amount": 5}]} if clock == "instalment" else {}
    assert states(judged(stage, **columns), clock, LAST) == TURNS
    assert states(judged(stage, **columns | {"finality": "open"}), clock, LAST) == [["waiting"]] * 3


@pytest.mark.parametrize(
    ("stage", "columns", "turns"),
    [
        ("first", {"invited_on": SERVED}, TURNS),
        ("appeal", {"invited_on": SERVED}, [[], [], []]),  # note 1 gives the days before the first session alone
        ("appeal", {"invited_on": SERVED, "answer_due": str(LAST)}, TURNS),
        ("equal", {"answer_due": str(LAST)}, TURNS),
        ("first", {"invited_on": SERVED, "defence_on": "2024-09-12"}, [["met"]] * 3),
    ],
)
def test_the_written_explanation_at_each_stage(stage, columns, turns):
    assert states(fed(commission_cases=[commission(stage=stage, **columns)]), "explanation", LAST) == turns


@pytest.mark.parametrize("stage", STAGES)
def test_a_session_at_each_stage(stage):
    file = fed(commission_cases=[commission(stage=stage, session_at="2024-09-20T10:00:00+03:30")])
    assert states(file, "session", LAST) == [["running"], ["last_day"], ["past"]]
