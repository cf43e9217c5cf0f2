"""Who has seen my file: every act of every role in words of both languages, and true ones."""

import re
from datetime import datetime

import pytest
from conftest import ROOT
from counter_client import opened, said
from counter_forms import an_owner
from db.audit.test_audit import OF_NO_FILE
from django.utils import translation
from personas import signed_in

from shahrsazi.counter.views.citizen import ACT_LABELS, Access, unit, what_was_done

ROLES = ("clerk", "auditor", "administrator", "feed", "operator")
_INSERT = re.compile(r"ledger_ledgerentry \(([^)]*)\)\s+(?:VALUES \(|SELECT )([^;]*);")


def access(act: str, role: str) -> Access:
    return Access(datetime(2026, 1, 1), "unit", None, None, role, act, "", "", None, 1)


def acts_that_the_database_writes_of_a_file() -> set[str]:
    """By its functions: what stands third, after who and in which role, where a file is named."""
    acts = set()
    for path in (ROOT / "shahrsazi").rglob("policies.sql"):
        code = path.read_text("utf8")
        for columns, values in _INSERT.findall(code):
            if '"case"' in columns and "case_id" not in columns:
                acts |= set(re.findall(r"'([a-z_]+)'", values.split(", ")[2]))
        acts |= set(re.findall(r"record_desk_act\('([a-z_]+)', (?!NULL)", code))
    return acts


def test_every_act_that_the_database_writes_of_a_file_is_one_of_a_file():
    acts = acts_that_the_database_writes_of_a_file()
    assert {"objected", "sealed_requested", "letter_posted", "difference_requested", "difference_agreed"} <= acts
    assert acts & OF_NO_FILE == set() and acts <= set(ACT_LABELS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_act_and_every_role_has_words_in_the_readers_language(role, language):
    with translation.override(language):
        for act in ACT_LABELS:
            for words in (what_was_done(access(act, role)), unit(access(act, role))):
                assert words not in ("", act, role)
                assert bool(re.search("[a-z]", words)) == (language == "en"), words


@pytest.mark.parametrize("act", ["added", "corrected"])
def test_what_the_counter_wrote_is_not_laid_to_the_back_office(act):
    with translation.override("en"):
        assert "at the counter" in what_was_done(access(act, "clerk"))
        assert "back office" in what_was_done(access(act, "feed"))


def test_an_owner_reads_of_the_registration_that_it_was_written_at_the_counter(desk):
    owner = an_owner()
    case = opened(desk, owner).case
    page = said(signed_in(owner["number"]).get(f"/en/cases/{case.ref}/seen/"))
    assert "Written at the counter" in page and "by the back office" not in page
