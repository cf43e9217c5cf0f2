"""In which language something is written is known in one place, and changed in one way."""

import re

from conftest import ROOT
from django.utils import translation

from shahrsazi.persian.language import in_language, language

OTHER_WAYS = re.compile(r"translation\.(override|activate)\(|import .*\b(override|activate|get_language)\b")


def test_the_language_is_djangos_until_something_is_written_in_one_and_again_after_it():
    with translation.override("en"):
        assert language() == "en"
        with in_language("fa"):
            assert (language(), translation.get_language()) == ("fa", "fa")
            with in_language("en"):
                assert (language(), translation.get_language()) == ("en", "en")
            assert (language(), translation.get_language()) == ("fa", "fa")
        assert language() == "en"


def test_a_fault_while_it_is_written_leaves_the_language_as_it_was():
    before = language()
    try:
        with in_language("en" if before == "fa" else "fa"):
            raise RuntimeError
    except RuntimeError:
        pass
    assert language() == before


def test_nothing_of_ours_changes_or_asks_for_it_in_another_way():
    modules = [path for path in (ROOT / "shahrsazi").rglob("*.py") if path.name != "language.py"]
    assert [path.name for path in modules if OTHER_WAYS.search(path.read_text("utf8"))] == []
