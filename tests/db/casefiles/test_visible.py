"""Who sees which rows: the database alone, the one queryset, and the rule in plain Python say the same, always."""

import re

import pytest
from django.db.models import BooleanField, Value
from history_model import as_web, ids, world
from pdfs import pictured
from personas import (
    ATTORNEY,
    CITIZENS,
    CO_OWNER,
    DISTRICT_15,
    EX_OWNER,
    HALF_REGISTERED,
    NEIGHBOUR,
    SOLE_OWNER,
    case_of,
    person_id,
    registered,
    signed_in,
    token_of,
)

from shahrsazi.casefiles import access
from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.section import read
from shahrsazi.casefiles.sections.bills import Bill
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.casefiles.sections.violations.models import Verdict
from shahrsazi.credentials.sessions import Session
from shahrsazi.database.prepared import Query
from shahrsazi.people.models import Contact, Person

ENTRIES = [model for section in SECTIONS for model in section.feeds.values()]
TABLES = [CaseFile, Ownership, Mandate, Person, Contact, Session, *ENTRIES]
OF_SUMS = ("renewal_slip", "inheritance_tax", "verdict", "service_notice")
EVERYONE = (*CITIZENS, HALF_REGISTERED)


@pytest.fixture(scope="module")
def facts(city):
    with registered(HALF_REGISTERED):
        yield world()


def reach(facts, me: int) -> tuple[set, set]:
    """Worked out once a person: in plain Python over every share of the city it takes a third of a second."""
    return facts.listed(me), facts.opens(me)


def expected(model, facts, me: int, listed: set, opens: set) -> set[int]:
    """The rows that are `me`'s to see, found from the owner's side of the tables without asking the guard."""
    rows = model._base_manager.using("owner")
    if model is CaseFile:
        return listed
    if model is Ownership:  # the list itself asks who owns a file, so these go with what is listed
        return {row.id for row in rows if row.case_id in listed}
    if model is Mandate:
        return {row.id for row in rows if me in (row.agent_id, row.principal_id)}
    if model in (Contact, Session):
        return {row.pk for row in rows if row.person_id == me}
    if model is Person:
        owners = {person for file, person, *_ in facts.shares if file in opens}
        return {me} | owners | {m["agent_id"] for m in facts.mandates if m["principal_id"] == me}
    seen = list(rows.filter(case__in=opens & facts.pays(me) if model is Bill else opens))
    if model is Paper:
        # None of the sample's verdicts that have a paper is without a sum, so that all of them go with the money.
        money = facts.pays(me)
        seen = [row for row in seen if row.visible_to_owner and row.of_person_id in (None, me)]
        seen = [row for row in seen if row.case_id in money or row.doc_kind not in OF_SUMS]
    if model is Verdict:
        seen = [row for row in seen if row.served_on and row.served_on <= facts.today]
    return {row.id for row in seen}


@pytest.mark.parametrize("who", EVERYONE)
def test_with_no_filter_at_all_the_database_shows_a_person_exactly_their_own_rows(facts, who):
    me, token = person_id(who), token_of(who)
    with as_web(token) as cursor:
        found = {m: ids(cursor, m._meta.db_table, m._meta.pk.column) for m in TABLES}
    listed, opens = reach(facts, me)
    own = {m: expected(m, facts, me, listed, opens) for m in TABLES}
    wrong = {m.__name__: (found[m] - own[m], own[m] - found[m]) for m in TABLES}
    assert {name: rows for name, rows in wrong.items() if any(rows)} == {}


def test_the_sample_has_something_to_see_and_something_to_hide_in_every_table(facts):
    me = person_id(SOLE_OWNER)
    listed, opens = reach(facts, me)
    for model in (CaseFile, Ownership, Person, *ENTRIES):
        own = expected(model, facts, me, listed, opens)
        assert 0 < len(own) < model._base_manager.using("owner").count(), model
    hidden = Paper._base_manager.using("owner").filter(case=case_of("A"))
    assert hidden.filter(visible_to_owner=False).exists()
    assert Verdict._base_manager.using("owner").filter(case=case_of("C"), served_on=None).exists()


LISTED = {
    SOLE_OWNER: "A",
    NEIGHBOUR: "BC",
    CO_OWNER: "B",
    ATTORNEY: "B",
    EX_OWNER: "",
    DISTRICT_15: "DE",
    HALF_REGISTERED: "",
}


@pytest.mark.parametrize("who", EVERYONE)
def test_each_person_of_the_sample_sees_the_files_that_the_sample_promises_them(facts, who):
    letters = {letter: case_of(letter).id for letter in "ABCDE"}
    with as_web(token_of(who)) as cursor:
        files, deeds = ids(cursor, "casefiles_casefile"), ids(cursor, "casefiles_deed", "case_id")
    assert "".join(letter for letter, id in letters.items() if id in files) == LISTED[who]
    assert "".join(letter for letter, id in letters.items() if id in deeds) == LISTED[who].replace("D", "")
    assert who == CO_OWNER or files <= set(letters.values())


@pytest.mark.parametrize("who", EVERYONE)
def test_the_list_names_the_files_of_the_rule_and_no_others(facts, who):
    listed = facts.listed(person_id(who))
    with as_web(token_of(who)):
        shown = dict(CaseFile.visible_to(person_id(who)).values_list("id", "served"))
    assert set(shown) == listed
    assert {case for case, served in shown.items() if served} == facts.opens(person_id(who))


# Without any of our own filters


def filterless(query: Query) -> Query:
    """The same columns, joins and order, of every row that the database lets through."""

    def build():
        queryset = query.build()
        queryset.query.where = queryset.query.where.__class__()
        return queryset

    return Query(build)


@pytest.fixture
def no_filters(monkeypatch, city):
    """The code as if nobody had ever thought of access: only the database is left to refuse."""
    everything = classmethod(lambda cls, person: cls._base_manager.annotate(served=Value(True, BooleanField())))
    monkeypatch.setattr(CaseFile, "visible_to", everything)
    monkeypatch.setattr(access, "_CASE", Query(access._case_by_ref))
    monkeypatch.setattr(access, "_FILES", Query(access._my_files))
    for section in SECTIONS:
        for queries in (section.queries, section.page_queries):
            for name, query in queries.items():
                monkeypatch.setitem(queries, name, filterless(query))


def test_the_missing_filters_would_show_everything_to_a_role_that_the_guard_lets_through(no_filters):
    assert CaseFile.visible_to(0).using("owner").count() == CaseFile._base_manager.using("owner").count() > 100
    for section in SECTIONS:
        for name, query in section.queries.items():
            rows = query.build().using("owner")
            assert rows.count() == rows.model._base_manager.using("owner").count() > 0, name
        # Those of a page alone take the newest of what they find.
        assert all(query.build().using("owner").count() > 0 for query in section.page_queries.values())


@pytest.mark.parametrize("who", EVERYONE)
def test_without_our_filters_the_sections_hold_no_foreign_row(no_filters, facts, who):
    me, foreign = person_id(who), case_of("A" if who != SOLE_OWNER else "B").id
    with as_web(token_of(who)):
        rows = read(SECTIONS, cases=[foreign], me=me)
        rows |= {f"{s.key} alone": read([s], cases=[foreign], me=me)[s.key] for s in SECTIONS}
    cases = {
        row.case_id for some in rows.values() for entries in some.values() for row in entries if hasattr(row, "case_id")
    }
    assert cases <= facts.listed(me)
    assert all(me in (m.principal_id, m.agent_id) for m in rows["ownership"]["mandates"])
    assert all(paper.of_person_id in (None, me) for paper in rows["ownership"]["papers"])


@pytest.mark.parametrize("who", EVERYONE)
def test_without_our_filters_every_address_of_every_file_is_a_404_or_ones_own(no_filters, facts, who):
    refs = dict(CaseFile._base_manager.using("owner").values_list("id", "ref"))
    me, client = person_id(who), signed_in(who)
    own = {refs[case] for case in facts.listed(me)}
    listed = client.get("/en/cases/").content.decode()
    assert set(re.findall(r"cases/([\w-]{22})/", listed)) <= own
    letters = {case_of(letter).ref for letter in "ABCDE"}
    for ref in (set(refs.values()) if who == NEIGHBOUR else letters) - own:
        tails = ["", *(f"{s.key}/" for s in SECTIONS), *papers_of(ref)] if ref in letters else [""]
        assert {client.get(f"/en/cases/{ref}/{tail}").status_code for tail in tails} == {404}, ref


@pytest.mark.parametrize("who", [NEIGHBOUR, EX_OWNER, DISTRICT_15])
def test_without_our_filters_no_page_of_ones_own_bears_a_strangers_name(no_filters, facts, who):
    client, strangers = signed_in(who), Person.objects.using("owner").get(number=SOLE_OWNER)
    for ref in (
        CaseFile._base_manager.using("owner").filter(id__in=facts.opens(person_id(who))).values_list("ref", flat=True)
    ):
        for tail in ("", *(f"{s.key}/" for s in SECTIONS)):
            page = client.get(f"/cases/{ref}/{tail}").content.decode()
            assert strangers.name not in page and case_of("A").address not in page
    assert strangers.name in signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/ownership/").content.decode()


def papers_of(ref: str) -> list[str]:
    scans = Paper._base_manager.using("owner").filter(case__ref=ref).exclude(scan="").values_list("scan", flat=True)
    tails = ("", "1-thumb.webp", "1-screen.webp", "file")
    return [f"papers/{pictured(scan)}/{tail}" for scan in set(scans) for tail in tails]


def test_those_addresses_of_papers_are_there_for_the_owner_but_of_the_attorneys_own(city):
    file, client = case_of("A"), signed_in(SOLE_OWNER)
    theirs = Paper._base_manager.using("owner").filter(case__ref=file.ref, doc_kind="attorney_papers").get().scan
    answers = {tail: client.get(f"/en/cases/{file.ref}/{tail}").status_code for tail in papers_of(file.ref)}
    assert len(answers) > 8 and answers == {tail: 404 if theirs in tail else 200 for tail in answers}
