"""Jinja reckons a constant once, when it compiles: in the language of whoever came first."""

import re

from repository import ROOT

CONSTANT = re.compile(r"""(?<![\w.\])])(\d+|"[^"]*"|'[^']*')\s*\|\s*(n|digits|day|clock|label|percent|metres)\b""")


def test_no_constant_passes_a_filter_that_depends_on_the_language():
    templates = sorted((ROOT / "shahrsazi").rglob("templates/**/*.html"))
    assert len(templates) > 60
    shown = [(path.name, found[0]) for path in templates for found in CONSTANT.finditer(path.read_text("utf8"))]
    assert shown == []


def test_a_constant_is_noticed():
    assert CONSTANT.search("{{ 0|n }}") and CONSTANT.search('{{ "12" | digits }}')
    assert not CONSTANT.search("{{ row.count|n }}") and not CONSTANT.search("{{ rows[0]|n }}")
