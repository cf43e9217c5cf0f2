"""What must have its order in every file of the sample city: drawings, cases, verdicts, permits, steps of offices."""

import re
from datetime import date, datetime, timedelta

from sample_lines import by_key, rows


def test_drawings_cite_a_plan_order_and_a_licence_that_held_on_their_day(city):
    for line, drawing in rows(city, "drawing_sets"):
        (order,) = [p for p in line["permits"] if p["permit_no"] == drawing["plan_order_no"]]
        assert order["issued_on"] < drawing["submitted_on"] <= order["valid_until"]
        assert drawing["submitted_on"] <= drawing["licence_valid_until"]


def test_a_case_goes_its_way_in_the_order_of_the_law(city, today):
    for line, case in rows(city, "commission_cases"):
        steps = [
            case["received_on"],
            case["invited_on"],
            case["defence_on"],
            case["answer_due"],
            (case["session_at"] or "")[:10],
        ]
        verdict = next((v for v in line["verdicts"] if v["commission_case"] == case["source_key"]), None)
        steps += [verdict["issued_at"][:10], verdict["served_on"]] if verdict else []
        steps = [step for step in steps if step]
        assert (
            steps == sorted(steps)
            and min(by_key(line["violations"])[k]["found_on"] for k in case["violations"]) <= steps[0]
        )
        if case["invited_on"]:
            assert date.fromisoformat(case["answer_due"]) - date.fromisoformat(case["invited_on"]) == timedelta(10)
        if verdict and verdict["objected_on"]:
            assert (
                0 < (date.fromisoformat(verdict["objected_on"]) - date.fromisoformat(verdict["served_on"])).days <= 10
            )


def test_an_appeal_follows_its_first_case_before_another_panel(city):
    appeals = [(line, case) for line, case in rows(city, "commission_cases") if case["stage"] == "appeal"]
    assert len(appeals) > 5
    for line, case in appeals:
        first = by_key(line["commission_cases"])[case["after"]]
        assert (
            first["stage"] == "first"
            and first["panel_no"] != case["panel_no"]
            and first["violations"] == case["violations"]
        )


def test_a_verdict_is_final_only_when_nobody_can_object_any_more(city, today):
    for _, verdict in rows(city, "verdicts"):
        if verdict["finality"] == "final_unopposed":
            assert verdict["served_on"] < (today - timedelta(10)).isoformat() and not verdict["objected_on"]
        if not verdict["served_on"]:
            assert not verdict.get("instalments") and verdict["finality"] in ("open", "final_appeal")


def test_permits_follow_each_other(city, today):
    for line, permit in rows(city, "permits"):
        replaced = by_key(line["permits"]).get(permit["replaces"])
        assert (
            not permit["replaces"]
            or replaced["state"] in ("replaced", "extended")
            and replaced["issued_on"] <= permit["issued_on"]
        )
        past = permit["valid_until"] and permit["valid_until"] < today.isoformat()
        assert permit["state"] in ("replaced", "extended") or (permit["state"] == "expired") == bool(past)
        assert permit["holders"] and re.fullmatch("[A-Z2-9]{26}", permit["verify_code"])


def test_no_completion_while_a_fine_is_unpaid(city):
    for line in city:
        if any(p["permit_kind"] == "completion" for p in line["permits"]):
            assert all(
                p["paid_on"]
                for v in line["verdicts"]
                if "completion" in _requests_after(line, v)
                for p in v.get("instalments", [])
            )


def _requests_after(line, verdict):
    return {
        a["request_kind"]
        for a in line["actions"]
        if a["step"] == "commission" and (a["ended_at"] or "")[:10] == verdict["served_on"]
    }


def test_steps_follow_each_other_in_office_hours_of_working_days(city):
    for line in city:
        for request in {a["request_no"] for a in line["actions"]}:
            steps = [a for a in line["actions"] if a["request_no"] == request]
            moments = [m for a in steps for m in (a["started_at"], a["ended_at"]) if m]
            assert [datetime.fromisoformat(m) for m in moments] == sorted(datetime.fromisoformat(m) for m in moments)
            assert all(a["ended_at"] for a in steps[:-1])
            assert {a["request_state"] for a in steps} == {"closed" if steps[-1]["ended_at"] else "current"}


def test_no_office_works_on_a_friday(city):
    moments = [a[key] for _, a in rows(city, "actions") for key in ("started_at", "ended_at")]
    moments += [v["visited_at"] for _, v in rows(city, "inspections")] + [
        c["session_at"] for _, c in rows(city, "commission_cases")
    ]
    for moment in filter(None, moments):
        moment = datetime.fromisoformat(moment)
        assert moment.weekday() not in (3, 4)
        assert 7 <= moment.hour < 14


def test_a_file_has_at_most_one_request_under_way(city):
    for line in city:
        assert len({a["request_no"] for a in line["actions"] if a["request_state"] == "current"}) <= 1


def test_no_file_is_open_before_all_its_owners_are_registered(city, today):
    for line in city:
        opened, owners = line["casefile"]["opened_on"], {o["person"] for o in line["owners"] if not o["effective_to"]}
        registered = [p["registered_on"] for p in line["people"] if p["number"] in owners]
        assert opened is None or all(registered) and max(registered) <= opened <= today.isoformat()


def test_nothing_has_happened_that_is_still_to_come(city, today):
    dated = (
        "issued_on",
        "found_on",
        "submitted_on",
        "reviewed_on",
        "received_on",
        "served_on",
        "registered_on",
        "doc_date",
        "visited_at",
        "issued_at",
    )
    for line in city:
        for row in (row for value in line.values() if isinstance(value, list) for row in value):
            assert all((row.get(key) or "")[:10] <= today.isoformat() for key in dated)
