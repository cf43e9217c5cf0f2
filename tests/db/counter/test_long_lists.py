"""What one page of a list does not hold stands on the next ones, and nothing on it has to wait for anything else."""

import re

import pytest
from counter_acts import coming_sale, object_to, overseen
from counter_client import Desk, a_colleague, new_file, said, text
from counter_forms import an_owner
from history_model import asked
from list_pages import of_desk, pages
from staff_client import number_of, ready

PAGE = "/en/oversight/"
COMING = "SELECT count(*) FROM counter_draft WHERE state = 'confirmed' AND takes_effect_at > now()"
UNDECIDED = "state IN ('objected', 'withdrawn') AND objected_at IS NOT NULL AND decision = ''"
LATER = "UPDATE counter_draft SET takes_effect_at = now() + interval '90 days' WHERE id = %s RETURNING 1"


@pytest.fixture
def admin():
    return Desk(number_of(ready("administrator", None)))


@pytest.fixture
def last(desk, other, monkeypatch):
    """A sale that takes effect after all others, which stand on the pages before."""
    coming_sale(desk, other)
    work = coming_sale(desk, other)
    asked(LATER, [work.row.id])
    monkeypatch.setattr("shahrsazi.counter.views.reversals.SHOWN", asked(COMING)[0][0] - 1)
    return work


def page_with(admin, work) -> tuple[str, str]:
    """On which page of what is coming a registration stands, and to where its form is sent."""
    for number, page in enumerate(pages(admin.client, PAGE, "coming"), 1):
        for form in page.split("<form")[1:]:
            if f'name="registration" value="{work.row.id}"' in form:
                return str(number), re.search(r'action="([^"]+)"', form)[1].replace("&amp;", "&")
    raise AssertionError("it stands on none")


def test_a_change_that_the_first_page_of_what_is_coming_has_no_room_for_is_asked_to_be_stopped(last, admin):
    number, there = page_with(admin, last)
    assert number != "1" and f"coming={number}" in there
    fields = {"registration": str(last.row.id), "do": "stop", "shown": ""}
    sent = admin.client.post(there, fields | {"reason": "گزارش جعل"})
    assert f"coming={number}" in sent.headers["Location"] and "notice=saved" in sent.headers["Location"]
    assert page_with(admin, last)[0] == "1" and "گزارش جعل" in overseen(admin, last)


def test_a_reason_that_is_none_is_typed_on_where_it_was_written(last, admin):
    _number, there = page_with(admin, last)
    answer = admin.client.post(there, {"registration": str(last.row.id), "do": "stop", "reason": "ج" * 201})
    [item] = [part for part in answer.content.decode().split("<li") if f'value="{last.row.id}"' in part]
    assert "ج" * 201 in item and "This is longer than 200 characters" in said(answer)


def test_every_objection_stands_on_one_page_and_the_longest_waiting_on_the_first(desk, other, admin, monkeypatch):
    works = [coming_sale(desk, other), coming_sale(desk, other)]
    for work in works:
        object_to(work.seller, work)
    ids = [row for (row,) in asked(f"SELECT id FROM counter_draft WHERE {UNDECIDED} ORDER BY objected_at, id DESC")]
    monkeypatch.setattr("shahrsazi.counter.views.reversals.SHOWN", len(ids) - 1)
    there = [text(page) for page in pages(admin.client, PAGE, "objected")]
    shown = [re.findall(r"Registration (\d+) of district \d+, objected", page) for page in there]
    assert [int(number) for page in shown for number in page] == ids and len(shown) == 2


@pytest.mark.parametrize(
    ("name", "order"), [("begun", "id DESC"), ("waiting", "submitted_at, id"), ("objected", "objected_at, id")]
)
def test_the_desk_leads_to_every_registration_of_a_list(desk, other, monkeypatch, name, order):
    state = {"begun": "draft", "waiting": "submitted"}.get(name, name)
    for _ in range(2):
        if name == "objected":
            object_to((work := coming_sale(desk, other)).seller, work)
        else:
            work = new_file(desk, an_owner()) if name == "waiting" else desk.begin()
            work.submit()
    assert work.row.state == state
    rows = f"SELECT ref FROM counter_draft WHERE district_id = 5 AND state = %s ORDER BY {order}"
    refs = [ref for (ref,) in asked(rows, [state])]
    monkeypatch.setattr("shahrsazi.counter.views.dashboard.SHOWN", len(refs) - 1)
    lists = [page.split(f'<h2 id="{name}">')[1].split("<h2")[0] for page in of_desk(a_colleague(5), name)]
    assert [re.findall(r"/drafts/([\w-]{22})/", part) for part in lists] == [refs[:-1], refs[-1:]]


def test_a_file_leads_to_every_registration_of_it(desk, other, monkeypatch):
    work = coming_sale(desk, other)
    monkeypatch.setattr("shahrsazi.counter.views.files.SHOWN", 1)
    there = list(pages(desk.client, f"/en/counter/files/{work.case.ref}/", "registrations"))
    refs = [
        ref for (ref,) in asked("SELECT ref FROM counter_draft WHERE case_id = %s ORDER BY id DESC", [work.case.id])
    ]
    shown = [re.findall(r"/drafts/([\w-]{22})/", page.split('id="registrations"')[1]) for page in there]
    assert shown == [[ref] for ref in refs] and len(refs) == 2
