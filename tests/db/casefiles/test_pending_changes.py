"""A change that two clerks agreed on counts from a later moment: until then, and no longer, everything is as it was."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from history_model import acts, as_web, asked, begun, case, ids, owns, people
from pdfs import pdf
from staff_client import Place

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.documents import intake
from shahrsazi.persian import dates

IN_AN_HOUR, AN_HOUR_AGO = timedelta(hours=1), timedelta(hours=-1)
SOON = pytest.mark.parametrize(
    ("hours", "counts"), [(IN_AN_HOUR, False), (AN_HOUR_AGO, True)], ids=["coming", "arrived"]
)


def moment(away: timedelta):
    return asked("SELECT now() + %s", [away])[0][0]


def client_of(person: int) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE] = begun(person)
    return client


def scan_of(file: CaseFile) -> str:
    return Paper._base_manager.using("feed").get(case=file).scan


def sees(person: int, file: CaseFile) -> bool:
    """Whether the list, the page, a section, a paper and the bare database show the file: all of them, or none."""
    client = client_of(person)
    pages = {
        "list": f"/cases/{file.ref}/" in client.get("/cases/").content.decode(),
        "page": client.get(f"/cases/{file.ref}/").status_code == 200,
        "section": client.get(f"/cases/{file.ref}/ownership/").status_code == 200,
        "paper": client.get(f"/cases/{file.ref}/papers/{scan_of(file)}/").status_code == 200,
    }
    with as_web(begun(person)) as cursor:
        pages["rows"] = ids(cursor, "casefiles_casefile") == {file.id}
        pages["owners"] = ids(cursor, "casefiles_ownership", "case_id") == {file.id}
        pages["papers"] = ids(cursor, "casefiles_paper", "case_id") == {file.id}
        pages["rule"] = set(CaseFile.visible_to(person).values_list("id", flat=True)) == {file.id}
    assert len(set(pages.values())) == 1, pages
    return pages["page"]


@pytest.fixture
def file(tmp_path):
    """A file of a served district, with one paper of its own."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf("of what is coming"))
    made = case(7)
    kept = intake.store(scan, "scan.pdf", using="feed")
    Paper._base_manager.using("feed").create(case=made, source_key="t4", seq=1, doc_kind="deed", scan=kept)
    return made


@SOON
def test_a_new_owner_sees_the_file_from_the_moment_the_change_counts(file, hours, counts):
    buyer = people(1)[0]
    owns(buyer, file.id, dates.today(), holds_from=moment(hours))
    assert sees(buyer, file) is counts


@SOON
def test_a_former_owner_sees_it_until_that_moment(file, hours, counts):
    seller = people(1)[0]
    owns(seller, file.id, until=dates.today(), end_holds_from=moment(hours))
    assert sees(seller, file) is not counts


@SOON
def test_an_agent_sees_it_from_the_moment_the_mandate_counts(file, hours, counts):
    owner, agent = people(2)
    owns(owner, file.id)
    acts(agent, owner, file.id, holds_from=moment(hours))
    assert sees(agent, file) is counts and sees(owner, file)


@SOON
def test_whoever_acts_for_a_coming_or_a_going_owner_goes_with_them(file, hours, counts):
    seller, buyer, old, new = people(4)
    when = moment(hours)
    owns(seller, file.id, until=dates.today(), end_holds_from=when)
    owns(buyer, file.id, dates.today(), holds_from=when)
    acts(old, seller, None)
    acts(new, buyer, file.id)
    assert [sees(person, file) for person in (seller, old, buyer, new)] == [not counts, not counts, counts, counts]


def test_no_moment_means_at_once(file):
    buyer, seller = people(2)
    owns(buyer, file.id, dates.today())
    owns(seller, file.id, until=dates.today())
    assert sees(buyer, file) and not sees(seller, file)


def test_a_moment_that_has_come_does_not_bring_a_day_nearer(file):
    buyer, agent = people(2)
    owns(buyer, file.id, dates.today() + timedelta(1), holds_from=moment(AN_HOUR_AGO))
    acts(agent, buyer, file.id, poa_date=dates.today() + timedelta(1), holds_from=moment(AN_HOUR_AGO))
    assert not sees(buyer, file) and not sees(agent, file)


def test_the_moment_is_kept_by_the_second_and_not_by_the_day(file):
    """The database's clock moves on by itself; nothing has to be run when the moment comes."""
    buyer = people(1)[0]
    row = owns(buyer, file.id, dates.today(), holds_from=moment(IN_AN_HOUR))
    assert not sees(buyer, file)
    soon = "UPDATE casefiles_ownership SET holds_from = now() + interval '1 second' WHERE id = %s RETURNING holds_from"
    [(holds_from,)] = asked(soon, [row.id])
    asked("SELECT pg_sleep(extract(epoch FROM %s - now()))", [holds_from])
    assert sees(buyer, file)


@SOON
def test_a_citizen_who_is_going_still_knows_what_was_done_and_one_who_is_coming_not_yet(file, hours, counts):
    """guard.my_own_cases(): who reads the ledger of the file and may object."""
    seller, buyer = people(2)
    owns(seller, file.id, until=dates.today(), end_holds_from=moment(hours))
    owns(buyer, file.id, dates.today(), holds_from=moment(hours))
    for person, knows in ((seller, not counts), (buyer, counts)):
        with as_web(begun(person)) as cursor:
            assert (ids(cursor, "guard.my_own_cases()", "my_own_cases") == {file.id}) is knows


def opens_at(person: int):
    """From when the page of files says that one opens."""
    with as_web(begun(person)) as cursor:
        cursor.execute("SELECT guard.my_next_opening()")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("everywhere", "known", "opens"),
    [(False, {}, False), (True, {}, True), (True, {"scope": ["pay"]}, False)],
    ids=["this file alone", "every file", "not to look"],
)
def test_only_a_file_that_is_not_open_yet_opens_by_a_coming_mandate(file, everywhere, known, opens):
    hers, his = people(2)
    for share in ((hers, file.id), (his, file.id), (hers, case(7).id)):
        owns(*share)
    acts(his, hers, None if everywhere else file.id, holds_from=moment(IN_AN_HOUR), **known)
    assert bool(opens_at(his)) is opens


def test_a_file_opens_to_an_agent_not_before_it_is_the_owners(file):
    buyer, agent = people(2)
    later = moment(2 * IN_AN_HOUR)
    owns(buyer, file.id, dates.today(), holds_from=later)
    acts(agent, buyer, file.id, holds_from=moment(IN_AN_HOUR))
    assert opens_at(agent) == later == opens_at(buyer)


def test_an_agent_is_no_owner_of_their_own():
    place = Place(7)
    with as_web(begun(place.agent)) as cursor:
        assert ids(cursor, "casefiles_casefile") == {place.case.id}
        assert ids(cursor, "guard.my_own_cases()", "my_own_cases") == set()


def test_the_shares_of_a_file_are_those_that_count_now(file):
    seller, buyer = people(2)
    sold = owns(seller, file.id, until=dates.today(), end_holds_from=moment(IN_AN_HOUR))
    bought = owns(buyer, file.id, dates.today(), holds_from=moment(IN_AN_HOUR))
    now = lambda: set(Ownership.current().using("owner").filter(case=file).values_list("id", flat=True))  # noqa: E731
    assert now() == {sold.id}
    Ownership._base_manager.using("owner").filter(case=file).update(
        holds_from=moment(AN_HOUR_AGO), end_holds_from=moment(AN_HOUR_AGO)
    )
    assert now() == {bought.id} and not Mandate._base_manager.using("owner").filter(case=file).exists()
