"""What the back office tells besides: who asked, at what hour, by which bill, for which side. Each is on its page."""

import pytest
from feed_lines import action, commission, fed, line, load, number, owner, permit, verdict, violation


@pytest.fixture(scope="module")
def told(city):
    me, case = number(), commission()
    decided = verdict(case) | {
        "served_on": "2026-01-20",
        "service_proof": "گواهی ۷۷",
        "served_municipality_on": "2026-02-01",
        "objections": [{"objector": "municipality", "on": "2026-02-05", "number": "M-12"}],
        "stayed_on": "2026-03-01",
        "stay_ended_on": "2026-04-01",
        "bill_id": "1234567890128",
        "pay_id": "7654321",
        "discount": 5_000_000,
        "instalments": [{"due": "2026-05-01", "amount": 10, "bill_id": "99887766", "pay_id": "55443322"}],
    }
    return fed(
        owner(me),
        casefile={"unit_areas": [{"part": "storage", "area": 4.5, "number": "31"}]},
        actions=[action("2026-01-10", started_at="2026-01-10T09:41:00+03:30", requester="زهرا کریمی")],
        permits=[
            permit(charges=1_000, charges_discount=250, charges_paid_on="2026-06-01", bill_id="4455", pay_id="66")
        ],
        violations=[violation(violation_no="V-2201")],
        commission_cases=[case],
        verdicts=[decided],
    )


@pytest.mark.parametrize(
    "section, words",
    [
        ("", ["Storage room", "4.5", "31"]),
        ("history", ["asked for by زهرا کریمی", "09:41"]),
        ("permits", ["Discount", "Charges paid on", "Bill identifier", "4455", "66"]),
        ("violations", ["V-2201", "گواهی", "Served to the municipality", "Objection of: Municipality", "M-12"]),
        ("violations", ["Stayed from", "Stay ended on", "1234567890128", "7654321", "99887766", "55443322"]),
    ],
)
def test_it_stands_on_its_page(told, section, words):
    html = told.html(section, "en")
    assert [word for word in words if word not in html] == []


@pytest.mark.parametrize(
    "day, reason",
    [
        ("1402-05-31", "solar"),
        ("2024-13-01", "no day"),
        ("20240101", "no day"),
        ("2024-W01-1", "no day"),
        ("31/5/24", "no day"),
        ("۲۰۲۴-۰۱-۰۱", "no day"),
    ],
)
def test_a_day_inside_a_row_is_a_day(city, day, reason):
    case = commission()
    wrong = verdict(case) | {"instalments": [{"due": "2026-05-01", "amount": 10, "paid_on": day}]}
    [(_number, sentence)] = load(line(commission_cases=[case], verdicts=[wrong], violations=[violation()])).bad
    assert reason in sentence and "$.verdicts[0].instalments[0].paid_on" in sentence and day not in sentence
