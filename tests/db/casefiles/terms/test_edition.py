"""Terms counted by another edition of the law or of the program are written anew: once, in slices, from where it broke
off; and an operator reads how it stands.
"""

from contextlib import contextmanager

import pytest
from django.db import DataError
from feed_lines import Fed, commission, fed, verdict

from shahrsazi.casefiles.terms import edition, rewriting
from shahrsazi.casefiles.terms.edition import TermsEdition
from shahrsazi.casefiles.terms.term import Term
from shahrsazi.city import law
from shahrsazi.commands.check import database as checked

SERVED = "2024-09-10"
CURRENT = "Terms: all are written by this version."


def stored() -> TermsEdition:
    return TermsEdition.in_feed.get()


def mark(**columns) -> None:
    TermsEdition.in_feed.update(**columns)


@pytest.fixture(autouse=True)
def _written(city):
    rewriting.load()
    yield
    rewriting.load()


def judged() -> Fed:
    case = commission()
    return fed(commission_cases=[case], verdicts=[verdict(case, served_on=SERVED)])


def objections(file: Fed):
    return Term.in_feed.filter(case_id=file.case.id, clock="objection", side="owner")


def written_files() -> int:
    """How many files a rewriting says that it wrote."""
    sentence = rewriting.load()
    return 0 if sentence == CURRENT else int(sentence.split()[-2])


def all_files() -> int:
    return rewriting.CaseFile.in_feed.count()


@contextmanager
def another_edition(monkeypatch, name: str, **data):
    """A program whose law says something else."""
    before = law.LAW[name]
    monkeypatch.setitem(law.LAW, name, before | data)
    edition.edition.cache_clear()
    yield
    monkeypatch.setitem(law.LAW, name, before)
    edition.edition.cache_clear()


def test_terms_of_another_edition_are_written_anew_and_once():
    file = judged()
    objections(file).update(last_on="2000-01-01")
    mark(written_by="another edition")
    assert written_files() == all_files()
    assert str(objections(file).get().last_on) == "2024-09-20"
    assert rewriting.load() == CURRENT


def test_a_clock_that_is_new_comes_to_files_that_had_no_term_of_it():
    file = judged()
    objections(file).delete()
    mark(written_by="the edition before that clock")
    rewriting.load()
    assert objections(file).exists()


def test_a_term_that_the_edition_states_no_more_goes():
    file = judged()
    objections(file).update(clock="session", source_key="a clock of before")
    mark(written_by="another edition")
    rewriting.load()
    assert not Term.in_feed.filter(case_id=file.case.id, source_key="a clock of before").exists()


def test_other_data_of_the_law_is_another_edition(monkeypatch):
    file = judged()
    with another_edition(monkeypatch, "objection", days=20):
        assert not stored().is_current and written_files() == all_files()
        assert str(objections(file).get().last_on) == "2024-09-30"
    assert written_files() == all_files() and str(objections(file).get().last_on) == "2024-09-20"


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("def f(x):\n    return x + 1\n", "def f(x):\n    return x + 2\n", False),
        ("def f(x):\n    return x + 1\n", 'def f(x):\n    """Why."""\n    # How.\n    return (x + 1)\n', True),
    ],
)
def test_code_that_counts_otherwise_is_another_edition_and_what_explains_it_is_none(tmp_path, before, after, same):
    paths = [tmp_path / "before.py", tmp_path / "after.py"]
    for path, source in zip(paths, (before, after), strict=True):
        path.write_text(source)
    dumped = [edition.ast.dump(edition._without_words(path)) for path in paths]
    assert (dumped[0] == dumped[1]) is same


def test_every_module_that_states_terms_is_part_of_the_edition():
    names = {path.name for path in edition._sources()}
    assert names >= {"terms.py", "dues.py", "verdicts.py", "permits.py", "history.py", "inspections.py", "term.py"}
    assert names >= {"bills.py", "permits_in_turn.py"}


def test_what_was_broken_off_goes_on_behind_the_last_slice(monkeypatch):
    first, second = judged(), judged()
    monkeypatch.setattr(rewriting, "_SLICE", 1)
    for file in (first, second):
        objections(file).update(last_on="2000-01-01")
    mark(finished_at=None, last_case=first.case.id)
    assert written_files() == 1
    assert str(objections(first).get().last_on) == "2000-01-01"  # done before, as the mark says
    assert str(objections(second).get().last_on) == "2024-09-20"
    mark(written_by="")


def test_a_slice_that_breaks_leaves_neither_its_terms_nor_its_mark(monkeypatch):
    case = commission(stage="appeal")
    file = fed(commission_cases=[case], verdicts=[verdict(case, served_on=SERVED, finality="final_appeal")])
    term = Term.in_feed.filter(case_id=file.case.id, clock="sum")
    term.update(amount=1)
    mark(finished_at=None, last_case=file.case.id - 1)
    with monkeypatch.context() as broken, pytest.raises(DataError):
        broken.setitem(law.LAW["divan"], "version", "longer than its column")
        rewriting.load()
    assert term.get().amount == 1 and (stored().last_case, stored().finished_at) == (file.case.id - 1, None)
    assert written_files() == 1 and term.get().amount == 333_000_000


def test_a_writer_of_another_edition_leaves_the_terms_mixed_and_the_next_setup_mends_them(monkeypatch):
    with another_edition(monkeypatch, "objection", days=20):  # the worker of before, during an upgrade
        file = judged()
        assert str(objections(file).get().last_on) == "2024-09-30"
    assert stored().mixed and written_files() == all_files()
    assert str(objections(file).get().last_on) == "2024-09-20" and not stored().mixed


def test_a_writer_of_the_same_edition_leaves_nothing_to_mend():
    judged()
    assert stored().is_current


@pytest.mark.parametrize(
    ("columns", "level", "says"),
    [
        ({}, "good", "all terms are counted by this version"),
        ({"mixed": True}, "FAILS", "some terms are counted by another version"),
        ({"written_by": "another", "last_case": 0, "finished_at": None}, "FAILS", "some terms are counted by another"),
        ({"finished_at": None, "last_case": 7}, "FAILS", "up to file 7 only. Run shahrsazi setup"),
    ],
)
def test_an_operator_reads_how_it_stands(columns, level, says):
    if columns:
        mark(**columns)
    [finding] = list(checked._terms())
    assert finding.level == level and says in finding.sentence


def test_setup_says_how_far_it_is(monkeypatch):
    monkeypatch.setattr(rewriting, "_TELL_AFTER", 1)
    mark(written_by="another edition")
    said = []
    rewriting.load(said.append)
    assert said[-1] == f"Terms: {all_files()} files done."
