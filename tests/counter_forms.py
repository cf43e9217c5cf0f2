"""What a clerk types: people, companies, attorneys and files whom no other test knows, and days as they are written."""

from itertools import count

from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import sample_national_code

# Other telephones stand as they are in tests of single rows: three of one are too many for the counter.
_numbers, _places, _phones, _parcels = count(610_000), count(1), count(4_000_000), count(1)
KINDS = (
    "deed",
    "conveyance",
    "last_permit",
    "renewal_slip",
    "inheritance",
    "inheritance_tax",
    "birth_certificate",
    "national_card",
    "passport",
    "gazette",
    "power_of_attorney",
    "guardianship",
    "judgment",
    "dismissal",
    "death_certificate",
)
SEEN = {f"{kind}-seen": "1" for kind in KINDS}
HOME_CODE = "8174673441"


def national_code() -> str:
    """Of someone whom no other test knows."""
    return sample_national_code(next(_numbers))


def fed_code(quarter: int) -> str:
    """The renewal code of a fed file of district 5 that no other test knows."""
    return f"5-{quarter}-{next(_parcels)}-1-1-0-0"


def phone() -> str:
    return f"0955{next(_phones):07}"


def typed(day) -> str:
    """A day as a clerk types it."""
    return dates.format_short(day, "en")


def years_ago(years: int, days: int = 0) -> str:
    """The day so many solar years ago, as typed; `days` later than that."""
    return typed(born_years_ago(years, days))


def born_years_ago(years: int, days: int = 0):
    from datetime import timedelta

    from persiantools.jdatetime import JalaliDate

    today = JalaliDate(dates.today())
    day = min(today.day, JalaliDate.days_in_month(today.month, today.year - years))
    return JalaliDate(today.year - years, today.month, day).to_gregorian() + timedelta(days)


def a_person(**fields) -> dict:
    """The fields of a natural person, with a name that no one else has."""
    code = fields.get("number") or national_code()
    return {
        "kind": "natural",
        "number": code,
        "first_name": "مینا",
        "last_name": f"باجه‌ای {code[3:9]}",
        "father_name": "کاوه",
        "birth_date": "1360/5/5",
    } | fields


def an_owner(**fields) -> dict:
    return a_person() | {"effective_from": "1400/1/15", "land_dang": "6"} | fields


def a_company(**fields) -> dict:
    stem = f"101{next(_numbers):06}1"
    added = int(stem[9]) + 2
    total = sum((int(d) + added) * w for d, w in zip(stem, (29, 27, 23, 19, 17) * 2, strict=False))
    return {
        "kind": "legal",
        "number": stem + str(total % 11 % 10),
        "last_name": "شرکت آزمون باجه",
        "birth_cert_no": "4711",
        "effective_from": "1400/1/15",
        "land_dang": "6",
    } | fields


def an_attorney(**fields) -> dict:
    paper = {"poa_no": "881", "poa_date": "1402/2/2", "notary_office": "دفترخانه ۱۲", "verified_on": "1402/2/3"}
    return a_person() | {"capacity": "attorney", "scope": ["view", "follow_up"]} | paper | fields


def a_file(**fields) -> dict:
    number = next(_places)
    return {
        "renewal_code": f"5-94-{number}-1-1-0-0",
        "file_no": f"5/94{number:04}",
        "property_type": "house",
        "place": f"کوچه باجه {number}",
        "address": f"اصفهان، کوچه باجه {number}",
        "plate_main": str(100_000 + number),
        "plate_sub": "7",
        "registry_section": "5",
        "registry_office": "south",
    } | fields
