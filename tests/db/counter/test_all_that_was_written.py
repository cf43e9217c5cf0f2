"""The second clerk reads every field of every kind of part: what the first clerk typed, and what was known before."""

import re

import feed_lines
import pytest
from counter_acts import card, of_two
from counter_client import OTHER, Desk, fed, key_of, opened, said, text
from counter_forms import HOME_CODE, a_company, a_file, an_attorney, an_owner, phone
from django.utils.translation import override
from history_model import asked
from personas import person_id, person_ref

from shahrsazi.city import code_lists
from shahrsazi.counter.registration import form_fields

NATURAL = {
    "number": None,
    "first_name": "پوریا",
    "last_name": "نقاش‌زاده",
    "father_name": "کامبیز",
    "birth_date": ("1361/6/7", "7 Shahrivar 1361"),
    "birth_cert_no": "90817",
    "as_on_card": ("1", "Yes"),
}
COMPANY = {"number": None, "last_name": "تعاونی رازی", "birth_cert_no": "90818", "as_on_card": ("1", "Yes")}
OWNER = {"kind": None, "effective_from": ("1399/3/4", "4 Khordad 1399")}
MANDATE = {
    "poa_no": "77991",
    "poa_date": ("1402/2/9", "9 Ordibehesht 1402"),
    "notary_office": "دفترخانه ۴۴۱",
    "expires_on": ("1420/1/5", "5 Farvardin 1420"),
    "verified_on": ("1402/2/11", "11 Ordibehesht 1402"),
    "verify_ref": "55432",
}
SCOPE = {"scope": (["view", "object", "pay"], "View the file, Object to a verdict, Pay")}
EVERY = {"every_file": ("1", "Yes")}
ATTORNEY = {"irrevocable": ("1", "Yes"), "may_delegate": ("1", "Yes")}
CONTACT = {
    "mobile": None,
    "email": "wrote.it@example.ir",
    "residence_postal": "8134673449",
    "residence_address": "خیابان میرزا، کاشی ۸۱",
    "shared_reason": "پدر و دختر یک خط دارند",
    "unreachable": ("1", "Yes"),
}
DEED = {
    "deed_kind": ("booklet", "Booklet deed"),
    "deed_no": "66123",
    "deed_date": ("1398/7/8", "8 Mehr 1398"),
    "tenure": ("undivided", "Undivided"),
    "tenure_scope": ("land", "Land only"),
    "area_deed": ("213.5", "213.5 m²"),
    "notary_office_no": "4417",
}
FILE = DEED | {
    "renewal_code": None,
    "file_no": None,
    "property_type": ("shop", "Shop"),
    "device": ("1", "Yes"),
    "place": "کوچه سرو",
    "address": "اصفهان، کوچه سرو، پشت بازار",
    "plate_main": "70123",
    "plate_sub": "4812",
    "registry_section": "14",
    "registry_office": ("north", "Isfahan North"),
    "neighbourhood": "محله جلفا",
    "postal_code": "8134673452",
    "blue_plate": "909",
    "phone": "03136251001",
    "plate_origin": "باقی‌مانده از ۷۰۰۰۰",
    "lot_no": "8123",
}
LEAVING = {
    "reason": ("inheritance", "Death and passing to heirs"),
    "effective_to": ("1404/8/9", "9 Aban 1404"),
    "died_on": ("1404/7/6", "6 Mehr 1404"),
}
ENDING = {"end_reason": ("resignation", "Resignation"), "ended_on": ("1404/9/10", "10 Azar 1404")}
PAPER = {"no": "33017", "date": ("1403/4/5", "1403/4/5"), "issuer": "اداره ثبت غرب", "pages": "41"}
SHARES = {"land_dang": "1", "land_habbeh": "2", "building_share": "5", "building_of": "48"}


def typed_of(values: dict) -> dict:
    return {name: value[0] if isinstance(value, tuple) else value for name, value in values.items() if value}


def shown(work) -> dict[str, str]:
    """Title and words of every fact on the review, as another clerk reads it; of the last part with it."""
    page = work.by(Desk(OTHER)).get().content.decode()
    rows = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page, re.S)
    return {text(title): text(words) for title, words in rows}


def assert_every_field(work, values: dict, of_form: list, known: dict | None = None) -> None:
    """`values` has each field of the form, and the review each of them by its title."""
    assert set(values) == {field.name for field in of_form}, "a field was added: write here how it is shown"
    facts = shown(work)
    for field in of_form:
        value = (known or {}).get(field.name) or values[field.name]
        words = value[1] if isinstance(value, tuple) else value
        with override("en"):
            assert words in facts.get(str(field.title), ""), (field.name, str(field.title), words, facts)


@pytest.fixture
def bare(desk):
    """A draft of a new file."""
    work = desk.begin()
    work.file()
    return work


def test_of_a_file(desk):
    work, known = desk.begin(), a_file()
    work.post("file/", typed_of(known | typed_of(FILE)) | {"sure": "1"})
    assert_every_field(work, FILE, form_fields.WHOLE_FILE, {name: known[name] for name in ("renewal_code", "file_no")})


@pytest.mark.parametrize("kind", ["natural", "legal", "foreign"])
def test_of_an_owner(bare, kind):
    whom = (COMPANY if kind == "legal" else NATURAL) | OWNER
    number = {"natural": an_owner, "legal": a_company}.get(kind, an_owner)()["number"]
    number = "10000000001234" if kind == "foreign" else number
    bare.owner(typed_of(whom) | {"kind": kind, "number": number, "land_dang": "3", "building_dang": "1"})
    words = {"natural": "Natural", "legal": "Legal", "foreign": "Foreign"}[kind]
    fields = [form_fields.KIND, *form_fields.owner(kind)]
    assert_every_field(bare, whom, fields, {"number": number, "kind": words})
    facts = shown(bare)
    assert (facts["Share of the land"], facts["Share of the building"]) == ("3 dang", "1 dang")


AGENTS = [(capacity, kind) for capacity in form_fields.CAPACITIES for kind in ("natural", "foreign")]


@pytest.mark.parametrize(("capacity", "kind"), AGENTS)
def test_of_who_acts_for_an_owner(bare, capacity, kind):
    owner = bare.owner()
    number = an_attorney()["number"] if kind == "natural" else "10000000001234"
    values = {"capacity": None, **NATURAL, **SCOPE}
    values |= {} if capacity == "parent" else MANDATE | EVERY
    values |= ATTORNEY if capacity == "attorney" else {}
    bare.agent(owner, typed_of(values) | {"capacity": capacity, "kind": kind, "number": number})
    fields = form_fields.agent(capacity, kind)
    assert_every_field(
        bare, values, fields, {"number": number, "capacity": code_lists.label("capacity", capacity, "en")}
    )


def test_of_how_somebody_is_reached(bare):
    mobile, owner = phone(), bare.owner()
    bare.post(f"contact/{owner}/", typed_of(CONTACT) | {"mobile": mobile, "base": "0"})
    assert_every_field(bare, CONTACT, form_fields.CONTACT, {"mobile": mobile})


def test_of_whose_share_ends(desk):
    owner = an_owner()
    work = desk.begin(opened(desk, owner).case)
    work.leave(person_id(owner["number"]), **typed_of(LEAVING), **SHARES)
    assert_every_field(work, LEAVING, form_fields.LEAVING)
    facts = shown(work)
    assert facts["Passes on, of the land"] == "1 dang and 2 habbeh" and "5 of 48" in facts["Passes on, of the building"]
    assert facts["Share of the land"] == "4 dang and 10 habbeh instead of six dang (whole)"


def test_of_the_end_of_a_mandate(desk):
    file = of_two(desk)
    [(ref,)] = asked("SELECT ref FROM casefiles_mandate WHERE case_id = %s", [file.case.id])
    work = desk.begin(file.case)
    work.post(f"mandates/{ref.hex}/", typed_of(ENDING) | {"base": "0"})
    assert_every_field(work, ENDING, form_fields.ENDING)


def test_of_a_correction_with_what_was_on_record(desk):
    owner = an_owner()
    work, ref = desk.begin(opened(desk, owner).case), person_ref(person_id(owner["number"]))
    names = {name: NATURAL[name] for name in ("first_name", "last_name", "father_name", "birth_date")}
    work.post(f"names/{ref}/", typed_of(names) | {"base": "0"})
    assert_every_field(work, names, [f for f in form_fields.identity_of("natural") if f.name in names])
    assert shown(work)["Family name"] == f"{NATURAL['last_name']} instead of {owner['last_name']}"


def test_of_a_deed_with_the_one_that_the_file_had(desk):
    owner = an_owner()
    file = opened(desk, owner, **typed_of(DEED) | {"deed_no": "11999"})
    work = desk.begin(file.case)
    work.post("deed/file/", typed_of(DEED) | {"base": "0"})
    assert_every_field(work, DEED, form_fields.DEED_OF_FILE)
    assert [words for words in shown(work).values() if "instead of" in words] == ["66123 instead of 11999"]


def test_of_a_paper(bare):
    owner = bare.owner()
    paper = {f"national_card-{name}": value for name, value in typed_of(PAPER).items()}
    bare.post(f"papers/{owner}/", {"national_card-seen": "1", "base": "0"} | paper)
    assert set(PAPER) == {field.name for field in form_fields.PAPER}
    page = said(bare.by(Desk(OTHER)).get())
    assert all(words in page for words in ("33017", "1403/4/5", "اداره ثبت غرب", "41 sheets"))


def test_what_the_back_office_told_stands_beside_what_is_typed(desk):
    owner = feed_lines.owner(feed_lines.number())
    known = {"mobile": "+989120000011", "residence_postal": "8174673441", "birth_cert_no": "771"}
    case = fed(owner, contact=known)
    work, key = desk.begin(case), key_of(person_id(owner["person"]))
    work.known_owner(person_id(owner["person"]), **card(owner["person"]) | {"birth_cert_no": "902"})
    work.papers(key)
    mobile = phone()
    work.contact(key, mobile=mobile, residence_postal="8134673441")
    work.submit()
    assert work.row.state == "submitted", work.missing()
    facts = shown(work)
    assert facts["Mobile number"] == f"{mobile} instead of 09120000011"
    assert facts["Postal code of the residence"] == "8134673441 instead of 8174673441"
    assert facts["Number of the birth certificate"] == "902 instead of 771"


def test_a_registration_that_waits_shows_what_an_attorney_may_do(desk):
    owner = an_owner()
    work = desk.begin(opened(desk, owner).case)
    given = an_attorney(every_file="1", poa_no="77991", scope=["view", "object"], may_delegate="1")
    work.complete(work.agent(key_of(person_id(owner["number"])), given))
    work.submit()
    assert work.row.state == "submitted", work.missing()
    facts = shown(work)
    assert facts["For every property of the owner"] == facts["May appoint another"] == "Yes"
    assert facts["Number of the paper"] == "77991" and "Object to a verdict" in facts["What they may do"]
    assert facts["Date of birth"].startswith("5 Mordad 1360")
    assert facts["Postal code of the residence"] == HOME_CODE
    assert "Good until" in said(work.get()).split("Left empty or not ticked:")[1]
