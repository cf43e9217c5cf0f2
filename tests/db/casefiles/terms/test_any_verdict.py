"""Any verdict on any day: list, case page and section say one thing, and of a verdict each side has one objection."""

from collections import Counter
from datetime import date, timedelta

from clock import on
from feed_lines import commission, fed, verdict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from page_tree import text, tree
from personas import signed_in

from shahrsazi.casefiles.terms.shown import shown

SERVED = date(2024, 9, 10)
NEAR = st.integers(-3, 14).map(lambda days: str(SERVED + timedelta(days)))
LATER = st.integers(1, 14).map(lambda days: str(SERVED + timedelta(days)))
MAYBE = st.none() | LATER
VERDICT = st.fixed_dictionaries(
    {
        "finality": st.sampled_from(["open", "open", "final_unopposed", "final_appeal", "stayed", "quashed", "closed"]),
        "verdict_kind": st.sampled_from(["fine", "demolish", "restore", "interim"]),
        "amount": st.sampled_from([None, 5_000]),
        "comply_within_days": st.sampled_from([None, 10, 30]),
        "objected_on": MAYBE,
        "objector": st.sampled_from(["", "owner", "municipality"]),
        "served_municipality_on": MAYBE,
        "stayed_on": MAYBE,
        "stay_ended_on": MAYBE,
        "divan_filed_on": MAYBE,
    }
)


def in_order(facts: dict) -> dict:
    """A stay ends on the day on which it began, or later: the feed takes no other."""
    began, ended = facts["stayed_on"], facts["stay_ended_on"]
    return facts | ({"stayed_on": min(began, ended), "stay_ended_on": max(began, ended)} if began and ended else {})


STAGES = st.sampled_from(["first", "first", "appeal", "equal"])


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(STAGES, st.lists(VERDICT, min_size=1, max_size=2), NEAR)
def test_list_case_page_and_section_say_one_thing_and_no_side_has_two_open_objections(stage, facts, day):
    case, day = commission(stage=stage), date.fromisoformat(day)
    told = [verdict(case, served_on=str(SERVED), verdict_no=f"9/1403/{n}", **in_order(f)) for n, f in enumerate(facts)]
    file = fed(commission_cases=[case], verdicts=told)
    terms = [shown(t, day) for t in file.rows("violations")["terms"]]
    assert (
        max(Counter((t.row.source_key, t.row.side) for t in terms if t.row.clock == "objection").values(), default=0)
        < 2
    )
    client = signed_in(file.by)
    with on(day):
        trees = [tree(client.get(f"/cases/{path}").content.decode()) for path in ("", f"{file.case.ref}/")]
        section = text(tree(client.get(f"/cases/{file.case.ref}/violations/").content.decode()))
    page = [text(div) for div in trees[1].iter("div") if div.get("class") == "now"]
    spans = [span for p in trees[0].iter("p") if p.get("class") == "tags" for span in p.iter("span")]
    tags = [text(span) for span in spans if (span.get("class") or "").startswith("tag") and ": " in text(span)]
    assert len(tags) == min(len(page), 2)
    for tag, block in zip(tags, page, strict=False):
        title, until = tag.rsplit(": ", 1)
        assert title in block and until in block and title in section and until in section
