"""The counter's pages ask the database as often for thirty drafts or owners as for one, give or take nothing."""

from counter_client import new_file, opened
from counter_forms import HOME_CODE, an_owner, national_code
from django.db import connections
from django.test.utils import CaptureQueriesContext

MANY = 30


def asked_for(get, *args) -> int:
    """How many queries one page makes as the staff's role; asked twice, so that nothing is made for the first time."""
    get(*args)
    with CaptureQueriesContext(connections["staff"]) as queries:
        assert get(*args).status_code == 200
    return len(queries)


def of_many(desk, how_many: int):
    """A draft with so many owners, their papers seen and their addresses proved."""
    work = desk.begin()
    work.file()
    work.keys = []
    for n in range(how_many):
        work.keys.append(work.owner(an_owner(number=national_code(), land_dang="", land_share="1", land_of=str(MANY))))
        work.papers(work.keys[-1])
        work.contact(
            work.keys[-1], email=f"q{n}-{work.ref[:5].strip('-_') or 'q'}@example.ir", residence_postal=HOME_CODE
        )
    return work


def test_the_desk_does_not_ask_more_for_thirty_drafts_than_for_one(desk):
    new_file(desk, an_owner())
    opened(desk, an_owner())
    one = asked_for(desk.get)
    for _ in range(MANY):
        work = desk.begin()
        work.file()
        work.owner()
    assert asked_for(desk.get) == one
    print(f"desk: {one} queries")


def test_review_owners_and_papers_do_not_ask_more_for_thirty_owners_than_for_one(desk):
    one, many = of_many(desk, 1), of_many(desk, MANY)
    assert many.missing() == []
    found = {
        name: [asked_for(work.get, rest.format(key=work.keys[0])) for work in (one, many)]
        for name, rest in (
            ("review", ""),
            ("owners", "owners/"),
            ("papers", "papers/{key}/"),
            ("contact", "contact/{key}/"),
        )
    }
    print(found)
    assert {name: a for name, (a, _) in found.items()} == {name: b for name, (_, b) in found.items()}


def test_a_search_does_not_ask_more_for_many_files_than_for_one(desk):
    opened(desk, an_owner(last_name="یگانه‌پرسش"))
    one = asked_for(lambda: desk.search("یگانه‌پرسش"))
    for _ in range(5):
        opened(desk, an_owner(last_name="یگانه‌پرسش"))
    assert asked_for(lambda: desk.search("یگانه‌پرسش")) == one
