"""The letter that is prepared for an objection, an explanation, a verdict carried out: its words, and whose it is."""

from io import BytesIO

import pypdfium2
import pytest
from feed_lines import commission, fed, load, mandate, number, owner, person, verdict
from history_model import on
from page_tree import unisolated
from personas import NEIGHBOUR, SOLE_OWNER, case_of, signed_in

from shahrsazi.casefiles.letters import act_of, key_of
from shahrsazi.casefiles.terms.term import Term


def in_term(*people, **columns):
    case = commission()
    told = {"served_on": str(on(-2)), "issued_at": f"{on(-3)}T00:00:00+03:30"} | columns
    return fed(*people, commission_cases=[case], verdicts=[verdict(case, **told)])


def address(file, clock: str = "objection") -> str:
    rows = Term._base_manager.using("owner").filter(case=file.case, clock=clock, side="owner")
    return f"/cases/{file.case.ref}/letters/{key_of(rows.get())}.pdf"


def words(by: str, where: str) -> str:
    answer = signed_in(by).get(where)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    [page] = pypdfium2.PdfDocument(BytesIO(answer.content))
    return " ".join(unisolated(page.get_textpage().get_text_range()).split())


def test_an_objection_names_the_verdict_the_file_and_who_signs_on_one_page():
    file = in_term()
    text = words(file.by, address(file))
    for part in ("۹/۱۴۰۳/۲۵۰۷", "اعتراض", "امضا", "دبیرخانه", "منطقه ۹", "آزمونی"):
        assert part in text, part
    assert address(file) in file.html() and address(file) in file.html("violations")


def test_an_attorney_signs_in_the_name_of_the_owner():
    principal, agent = number(), number()
    file = in_term(owner(principal))
    told = file.line | {
        "mandates": [mandate(principal, agent, scope=["view", "object"])],
        "people": [person(principal, last_name="موکل‌پور"), person(agent, last_name="وکیل‌زاده")],
    }
    assert load(told).bad == []
    text = words(agent, address(file))
    assert "وکیل" in text and "موکل" in text and "زاده" in text


def test_an_attorney_objects_in_the_name_of_those_alone_who_left_it_to_them():
    one, two, agent = number(), number(), number()
    file = in_term(owner(one, 1, 2), owner(two, 1, 2))
    told = file.line | {
        "mandates": [mandate(one, agent, scope=["view", "object"]), mandate(two, agent, scope=["view"])],
        "people": [
            person(one, last_name="موکل‌پور"),
            person(two, last_name="ناظری"),
            person(agent, last_name="وکیل‌زاده"),
        ],
    }
    assert load(told).bad == []
    text = words(agent, address(file))
    assert "موکل" in text and "ناظری" not in text


@pytest.mark.parametrize(
    ("clock", "told", "part"),
    [
        ("compliance", {"verdict_kind": "demolish", "amount": None, "finality": "final_unopposed"}, "بازدید"),
        ("objection", {}, "اعتراض"),
    ],
)
def test_each_act_by_letter_has_its_own_words(clock, told, part):
    file = in_term(**told)
    assert part in words(file.by, address(file, clock))


def test_an_explanation_is_prepared_before_the_verdict():
    case = commission(invited_on=str(on(-1)))
    file = fed(commission_cases=[case])
    assert "توضیح" in words(file.by, address(file, "explanation"))


def test_what_is_over_or_done_by_no_letter_has_none():
    objected = in_term(objected_on=str(on(0)), objector="owner")
    assert signed_in(objected.by).get(address(objected)).status_code == 404
    assert "/letters/" not in objected.html("violations")
    fine = in_term(finality="final_appeal", amount=5_000_000)
    assert signed_in(fine.by).get(address(fine, "sum")).status_code == 404


@pytest.mark.parametrize("text", ["\u202e" * 50 + "漢字", "#panic()", "$x$ *b* _i_ @a \\ ` //", "و" * 300])
def test_whatever_a_file_holds_is_printed_as_text_on_one_page(text):
    file = in_term()
    assert load(file.line | {"casefile": file.line["casefile"] | {"address": text[:300]}}).bad == []
    assert "امضا" in words(file.by, address(file))


def test_a_neighbour_with_verdicts_of_her_own_gets_no_letter_of_another(city):
    file, mine = in_term(), in_term()
    stranger = signed_in(mine.by)
    assert stranger.get(address(file)).status_code == 404
    # nor another file's term under her own address
    crossed = address(file).replace(file.case.ref, mine.case.ref)
    assert stranger.get(crossed).status_code == 404 and stranger.get(address(mine)).status_code == 200
    assert signed_in(NEIGHBOUR).get(f"/cases/{case_of('A').ref}/letters/{'0' * 16}.pdf").status_code == 404
    assert signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/letters/{'9' * 16}.pdf").status_code == 404


def test_the_municipalitys_term_asks_no_letter_of_the_owner():
    row = Term(clock="objection", side="municipality", asks=False)
    assert act_of(row, "running") is None
