"""What the second clerk has before them: every paper, scan and difference; «تایید» only once each scan was opened."""

import re

import feed_lines
import pytest
from counter_acts import OTHER_NAMES, died
from counter_client import a_colleague, a_scan, fed, key_of, opened, said
from counter_forms import an_owner, national_code, phone
from history_model import asked
from pdfs import pdf
from personas import person_id, person_ref

UNOPENED = "Before you confirm"


@pytest.fixture
def sale(desk):
    seller, buyer = an_owner(land_dang="6"), an_owner(land_dang="6")
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    key = work.owner(buyer)
    work.complete(key)
    work.papers(key, **{"national_card-scan": a_scan(pdf("a card")), "deed-issuer": "ثبت شمال"})
    work.papers(key, **{"deed-issuer": "ثبت شمال"})
    work.submit()
    return work


def scans_of(work) -> list[str]:
    return sorted(set(re.findall(r'class="scan" href="([^"]+)"', work.get().content.decode())))


def test_confirming_is_offered_once_every_scan_was_opened(sale, other):
    there = sale.by(other)
    page = there.get().content.decode()
    content = re.search(r'name="content" value="(\w+)"', page)
    assert UNOPENED in said(there.get()) and content is None and len(scans_of(there)) == 2
    other.client.get(f"{scans_of(there)[0]}1-thumb.webp")
    assert "2 scans below" in said(there.get()), "a thumbnail on the page is no opening"
    other.client.get(scans_of(there)[0])
    assert "1 scan below" in said(there.get())
    other.client.get(scans_of(there)[1])
    assert UNOPENED not in said(there.get()) and 'name="content"' in there.get().content.decode()


def test_confirming_without_having_opened_them_is_refused(sale, other, desk):
    there = sale.by(other)
    for address in scans_of(there):
        other.client.get(address)
    content = re.search(r'name="content" value="(\w+)"', there.get().content.decode())[1]
    hasty = sale.by(a_colleague(5))
    assert "Open every scan before you confirm" in said(hasty.post("confirm/", {"content": content}))
    assert sale.row.state == "submitted"
    there.post("confirm/", {"content": content})
    assert sale.row.state == "confirmed"


def test_the_page_shows_numbers_who_saw_each_paper_and_shares_before_and_after(sale, other):
    page = said(sale.by(other).get())
    for words in ("Papers that were shown", "881", "ثبت شمال", "Seen by", "Share before", "six dang"):
        assert words in page, words
    [(first, last)] = asked("SELECT first_name, last_name FROM people_person WHERE id = %s", [sale.row.begun_by])
    assert f"{first} {last}" in page.split("Papers that were shown")[1]


def test_another_telephone_than_the_back_office_told_is_shown_from_and_to(desk, other):
    owner = feed_lines.owner(national_code())
    case = fed(owner, contact={"mobile": "+989120000001"})
    work, key = desk.begin(case), key_of(person_id(owner["person"]))
    known = feed_lines.person(owner["person"])
    names = {n: known[n] for n in ("first_name", "last_name")}
    work.known_owner(person_id(owner["person"]), father_name="کاوه", birth_date="1350/1/1", **names)
    work.papers(key)
    new = phone()
    work.contact(key, mobile=new)
    work.submit()
    page = said(work.by(other).get()).split("Otherwise than on record")[1]
    assert "0912" in page and new[:4] in page


def test_the_scan_of_a_death_certificate_opens_too(desk, other):
    owner = an_owner()
    work = died(desk, opened(desk, owner).case, owner["number"])
    work.submit()
    [address] = scans_of(work.by(other))
    assert other.client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("registered", "sentence"), [(True, "This number is registered for"), (False, "This number is on record for")]
)
def test_a_known_number_with_another_name_asks_and_replaces_nothing(desk, registered, sentence):
    who = an_owner()
    if registered:
        opened(desk, who)
    else:
        fed(feed_lines.owner(who["number"]))
    before = asked("SELECT first_name, last_name FROM people_person WHERE number = %s", [who["number"]])
    work = desk.begin()
    work.file()
    work.owner(who | {"last_name": "کس دیگر"})
    assert sentence in said(work.answer) and 'value="کس دیگر"' in work.answer.content.decode()
    work.complete(*[key.split(".")[1] for key in parts_of(work)])
    assert any(sentence in words for words in work.missing())
    assert asked("SELECT first_name, last_name FROM people_person WHERE number = %s", [who["number"]]) == before


def test_a_tick_that_the_card_says_so_goes_to_the_second_clerk_who_sees_both(desk, other):
    owner = feed_lines.owner(national_code())
    fed(owner)
    work = desk.begin()
    work.file()
    card = an_owner(number=owner["person"], first_name="نام", last_name="روی کارت")
    key = work.owner(card)
    assert "tick that the card says so" in said(work.answer)
    work.post(f"owners/{key}/", card | {"as_on_card": "1", "base": "1"})
    work.complete(key)
    work.submit()
    assert work.row.state == "submitted", work.missing()
    page = said(work.by(other).get()).split("Otherwise than on record")[1]
    assert "روی کارت" in page and feed_lines.person(owner["person"])["last_name"] in page


def test_the_same_day_of_birth_written_otherwise_is_no_difference(desk):
    owner = feed_lines.owner(national_code())
    case = fed(owner, contact={"birth_date": "1971-03-21"})
    work, known = desk.begin(case), feed_lines.person(owner["person"])
    names = {n: known[n] for n in ("first_name", "last_name")}
    work.known_owner(person_id(owner["person"]), father_name="کاوه", birth_date="۱۳۵۰/۰۱/۰۱", **names)
    work.complete(key_of(person_id(owner["person"])))
    work.submit()
    assert work.row.state == "active", work.missing()


def parts_of(work) -> list[str]:
    rows = asked(
        "SELECT DISTINCT name FROM counter_draftpart WHERE draft_id = %s AND name LIKE 'owner.%%'", [work.row.id]
    )
    return [name for (name,) in rows]


@pytest.mark.parametrize("forged", [{"was_last_name": ""}, {"was_mobile": ""}, {"was_mobile": "", "was_last_name": ""}])
def test_what_a_forged_draft_says_of_the_record_is_not_believed(desk, other, forged):
    """The first clerk writes by a statement that nothing was on record."""
    from shahrsazi.counter.registration.draft import DraftPart

    owner = feed_lines.owner(national_code())
    fed(owner, contact={"mobile": "+989120000009"})
    work = desk.begin()
    work.file()
    card = an_owner(number=owner["person"], first_name="نام", last_name="روی کارت")
    key = work.owner(card | {"as_on_card": "1"})
    work.complete(key)
    part = DraftPart.objects.using("owner").filter(draft=work.row, name=f"owner.{key}").latest("version")
    part.id, part.version, part.values = None, part.version + 1, part.values | forged
    part.save(using="owner", force_insert=True)
    work.submit()
    assert work.row.state == "submitted", work.missing()
    page = said(work.by(other).get()).split("Otherwise than on record")[1]
    assert feed_lines.person(owner["person"])["last_name"] in page and "09120000009" in page


def test_a_day_stands_in_one_spelling_on_both_sides(desk, other):
    owner = an_owner(birth_date="1360/5/5")
    work = desk.begin(opened(desk, owner).case)
    ref = person_ref(person_id(owner["number"]))
    work.post(f"names/{ref}/", OTHER_NAMES | {"base": "0"})
    work.papers(f"c{ref}")
    work.submit()
    page = said(work.by(other).get())
    assert re.search("1360/05/05 *1359/01/01", page), re.findall(".{40}13[56][09]/.{30}", page)
