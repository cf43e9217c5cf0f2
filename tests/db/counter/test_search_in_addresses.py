"""What a search writes into an address, and files that a back office told, found by its own number of them."""

from itertools import count

import pytest
from counter_client import Desk, body, opened
from counter_forms import a_file, an_owner
from feed_lines import fed

REASON = "پرونده مجاور برای انطباق حد"
FA = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_parcels = count(77_000)


@pytest.fixture(scope="module")
def known():
    """A file of district 5, with its owner."""
    owner = an_owner(first_name="علی‌رضا", last_name="نشانی‌نژاد")
    return opened(Desk(), owner, **a_file()).case, owner


def finds(desk, wanted: str, case) -> bool:
    return case.ref in body(desk.search(wanted))


SLIPS = {
    "a wrong digit": lambda code: code[:-1] + str((int(code[-1]) + 1) % 10),
    "without its first digits": lambda code: code[2:],
    "with hyphens and a wrong digit": lambda code: f"{code[:3]}-{code[3:9]}-{(int(code[-1]) + 1) % 10}",
    "with blanks and a wrong digit": lambda code: f"{code[:3]} {code[3:9]} {(int(code[-1]) + 1) % 10}".translate(FA),
    "a mobile": lambda _code: "0913 123 4567",
    "a mobile with hyphens": lambda _code: "0913-123-45-67",
    "a name with a number": lambda _code: "رضایی ۱۲",
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_what_may_be_somebody_s_number_or_name_gets_into_no_address(known, desk, slip):
    typed = slip(known[1]["number"])
    answer = desk.client.post("/en/counter/", {"q": typed, "why": REASON})
    assert answer.status_code == 200 and "No file" in body(answer)


def test_a_files_code_number_and_plate_lead_to_an_address(known, desk):
    case, _owner = known
    for typed in (case.renewal_code, case.file_no, f"{case.plate_sub}/{case.plate_main}", "12", "۵/۱۴۰۳/۷۷"):
        answer = desk.client.post("/en/counter/", {"q": typed})
        assert answer.status_code == 302 and "?q=" in answer.headers["Location"], typed


@pytest.mark.parametrize("stored", ["05-990482", "t3/12", "5/ 12", "ب/۴۴ش", "1403.77", "0599048212"])
def test_a_fed_file_is_found_by_its_number_as_its_office_writes_it(desk, stored):
    from shahrsazi.casefiles.casefile import CaseFile

    made = fed(casefile={"renewal_code": f"5-96-{next(_parcels)}-1-1-0-0", "file_no": stored})
    assert finds(desk, stored, made.case) and finds(desk, f" {stored.translate(FA)} ", made.case)
    CaseFile._base_manager.using("owner").filter(id=made.case.id).update(file_no=made.case.ref[:20])
