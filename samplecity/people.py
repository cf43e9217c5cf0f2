"""The people of the sample city: the project's named sample people, and as many citizens as the files need."""

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from samplecity.days import last_office_day, text
from samplecity.names import BUSH, COMPANIES, FAMILIES, MARTYRS, MEN, WOMEN
from samplecity.streets import postal_code, street_line
from shahrsazi.persian.identifiers import sample_national_code

OWNER_A, CO_OWNER, REPRESENTATIVE = "1300001232", "1300045671", "1301122335"
ATTORNEY, EX_OWNER, OWNER_D_E, INCOMPLETE = "1302500171", "1303800268", "1307770010", "1309004447"
STAFF = ("1310002223", "1311000046", "1312345004", "1315550083")
PERSONAS = (OWNER_A, CO_OWNER, REPRESENTATIVE, ATTORNEY, EX_OWNER, OWNER_D_E, INCOMPLETE)
COMPANY = "10260900177"
COMPANY_NAME = "شرکت عمران زنده‌رود نمونه"
# Codes from here on are reserved: for citizens whose code would be a persona's, and for minor people of those files.
_SPARE = 1_999_900
_MAX_CITIZENS = _SPARE - 1
_CODE_IS_BIRTH_NUMBER = date(1989, 3, 21)
_FIRST_BORN, _YEARS_OF_BIRTH = date(1944, 1, 1), 46
# Names, prefix of the mobile and whether there is an e-mail: written by hand, since tests and reviewers rely on them.
_NAMED = {
    OWNER_A: ("سیما", "نوربخش", "منوچهر", "0955", True),
    CO_OWNER: ("بهرام", "صفوی", "یداله", "0955", False),
    REPRESENTATIVE: ("مهناز", "ایزدی", "هوشنگ", "", True),
    ATTORNEY: ("کیوان", "دانشور", "رسول", "0955", True),
    EX_OWNER: ("فریبا", "گلستانی", "قاسم", "0955", False),
    OWNER_D_E: ("جمشید", "خوراسگانی", "رحیم", "0955", True),
    INCOMPLETE: ("احسان", "وکیلی", "مرتضی", "0955", True),
}


@lru_cache(1)
def _reserved() -> dict[str, str]:
    wanted = (*PERSONAS, *STAFF)
    return {code: sample_national_code(_SPARE + index) for index, code in enumerate(wanted)}


def citizen_code(index: int) -> str:
    if index >= _MAX_CITIZENS:
        raise ValueError("the sample city has no codes for so many people: ask for fewer files")
    code = sample_national_code(index + 1)
    return _reserved().get(code, code)


def spare_code(index: int) -> str:
    return sample_national_code(_SPARE + 20 + index)


def persona(code: str, today: date) -> dict:
    first, last, father, prefix, mail = _NAMED[code]
    rng = Random(f"persona/{code}")
    mobile = f"{prefix}{code[3:10]}" if prefix else ""
    email = f"p{code[3:9]}@example.ir" if mail else ""
    seen = None if code == INCOMPLETE else today - timedelta(rng.randint(70, 110))
    return _natural(rng, code, (first, last, father), mobile, email, seen)


def citizen(seed: int, index: int, today: date) -> dict:
    """The same person in every file: depends on the seed and the index alone."""
    rng = Random(f"{seed}/person/{index}")
    seen = last_office_day(today - timedelta(rng.randint(5, 300))) if rng.random() < 0.86 else None
    mobile, email = _contacts(rng, index)
    return _natural(rng, citizen_code(index), _names(rng), mobile, email, seen)


def _contacts(rng: Random, index: int) -> tuple[str, str]:
    chance = rng.random()
    mobile = f"{rng.choice(('0960', '0945'))}{index % 10_000_000:07}"
    email = f"c{index}@example.ir"
    return ("" if chance < 0.06 else mobile), (email if chance < 0.4 else "")


def spare(index: int, today: date, registered: bool = False) -> dict:
    """A minor person of a persona's file."""
    rng = Random(f"spare/{index}")
    seen = last_office_day(today - timedelta(rng.randint(70, 110))) if registered else None
    return _natural(rng, spare_code(index), _names(rng), f"0945{9_900_000 + index:07}", "", seen)


def _names(rng: Random) -> tuple[str, str, str]:
    first = rng.choice(WOMEN if rng.random() < 0.45 else MEN)
    return first, rng.choice(FAMILIES), _father(rng, first)


def _father(rng: Random, first_name: str) -> str:
    """Nobody is called after a living father here."""
    name = rng.choice(MEN)
    return name if name != first_name else MEN[MEN.index(name) - 1]


def _natural(rng: Random, code: str, names: tuple, mobile: str, email: str, seen: date | None) -> dict:
    first, last, father = names
    born = _FIRST_BORN + timedelta(rng.randrange(_YEARS_OF_BIRTH * 365))
    certificate = code if born >= _CODE_IS_BIRTH_NUMBER else str(rng.randint(1, 9999))
    district = rng.randint(1, 15)
    return {
        "number": code,
        "kind": "natural",
        "first_name": first,
        "last_name": last,
        "father_name": father,
        "mobile": mobile,
        "email": email,
        "birth_date": text(born),
        "birth_cert_no": certificate,
        "residence_postal": postal_code(rng, district),
        "residence_address": f"اصفهان، {street_line(rng, district)}",
        "registered_on": text(seen),
    }


def foreigner(seed: int, index: int, today: date) -> dict:
    """A foreign national; only the form of the code is realistic."""
    rng = Random(f"{seed}/foreigner/{index}")
    first, last = rng.choice(MEN), f"{rng.choice(MARTYRS)} هراتی"
    person = _natural(
        rng, f"1100{index:08}", (first, last, _father(rng, first)), f"0945{8_000_000 + index % 900_000:07}", "", None
    )
    return person | {
        "kind": "foreign",
        "birth_cert_no": "",
        "registered_on": text(last_office_day(today - timedelta(rng.randint(20, 90)))),
    }


def company(today: date) -> dict:
    return _legal(Random("company"), COMPANY, COMPANY_NAME, last_office_day(today - timedelta(111)))


def body(seed: int, index: int, today: date) -> dict:
    """A company or other body that owns a file of its own."""
    rng = Random(f"{seed}/body/{index}")
    name = f"{COMPANIES[index % len(COMPANIES)]} {rng.choice(BUSH)}"
    return _legal(
        rng, legal_code(f"14{1_000_000 + index:08}"), name, last_office_day(today - timedelta(rng.randint(20, 200)))
    )


def legal_code(ten: str) -> str:
    """Adds the check digit to the first ten of a legal id (domain.md §4.2)."""
    added = int(ten[9]) + 2
    total = sum((int(digit) + added) * weight for digit, weight in zip(ten, (29, 27, 23, 19, 17) * 2, strict=True))
    return ten + str(total % 11 % 10)


def _legal(rng: Random, code: str, name: str, seen: date) -> dict:
    return {
        "number": code,
        "kind": "legal",
        "first_name": "",
        "last_name": name,
        "father_name": "",
        "mobile": "",
        "email": f"office{code[5:10]}@example.ir",
        "birth_date": None,
        "birth_cert_no": str(rng.randint(10_000, 69_999)),
        "residence_postal": postal_code(rng, 1),
        "residence_address": f"اصفهان، {street_line(rng, rng.randint(1, 14))}",
        "registered_on": text(seen),
    }


def full_name(person: dict) -> str:
    return f"{person['first_name']} {person['last_name']}".strip()
