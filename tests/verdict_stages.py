"""A file whose matter went through the stages of the commission, and what its pages say of it."""

from datetime import date

from clock import on
from feed_lines import commission, fed, verdict
from page_tree import text, tree
from personas import signed_in


def told(*stages: dict, **facts):
    """A file of one owner with a case for each stage; in each the case's own columns as `case`, and its verdicts."""
    cases, verdicts = [], []
    for stage in stages:
        known = dict(stage)
        after = {"after": cases[-1]["source_key"]} if cases and "after" not in known.get("case", {}) else {}
        case = commission(stage=("first", "appeal", "equal")[len(cases)], **after | known.pop("case", {}))
        cases.append(case)
        verdicts += [verdict(case, **row) for row in known.pop("verdicts")]
    return fed(commission_cases=cases, verdicts=verdicts, **facts)


def asked_for(file, today=date(2024, 12, 10)) -> list[tuple]:
    """What the list asks for by these verdicts: clock, the verdict's number, amount and last day."""
    from shahrsazi.casefiles.terms.shown import requested

    terms = file.rows("violations")["terms"]
    own = [t for t in requested(terms, today) if t.row.clock in ("compliance", "sum", "instalment")]
    return [(t.row.clock, t.row.about, t.row.amount, t.row.last_on) for t in own]


def words(file, page: str, today=date(2024, 12, 10), by: str = "") -> str:
    client = signed_in(by or file.by)
    with on(today):
        return text(tree(client.get(f"/en/cases/{file.case.ref}/{page}").content.decode()))
