"""The code lists: every key has words in both languages, and everything that shows codes knows them all."""

import re

import pytest

from shahrsazi.city import code_lists
from shahrsazi.persian.text import clean

EVERY = [(name, key) for name, keys in code_lists.LISTS.items() for key in keys]


def test_every_key_has_words_in_both_languages_spelt_as_the_site_spells():
    for name, key in EVERY:
        persian, english = code_lists.LISTS[name][key]
        assert re.fullmatch("[a-z][a-z0-9_]*", key), (name, key)
        assert re.search("[آ-ی]", persian) and clean(persian) == persian, (name, key)
        assert re.fullmatch(r"[A-Z][ -~]*", english), (name, key)
        assert len(key) <= 40


def test_no_two_keys_of_a_list_read_alike():
    for name, keys in code_lists.LISTS.items():
        for language in (0, 1):
            labels = [labels[language] for labels in keys.values()]
            assert len(labels) == len(set(labels)), name


def test_a_key_that_left_the_list_is_shown_as_itself():
    assert code_lists.label("role", "gone", "fa") == code_lists.label("role", "gone", "en") == "gone"


def test_every_list_is_used_and_every_list_used_is_there():
    used = set(_used())
    assert used == set(code_lists.LISTS), used ^ set(code_lists.LISTS)


def _used():
    from django.apps import apps
    from django.conf import settings

    for model in apps.get_models():
        yield from (f.code_list for f in model._meta.get_fields() if getattr(f, "code_list", ""))
    for file in settings.PACKAGE.rglob("*.py"):
        yield from re.findall(r'(?:\bCode|keys|offered)\("([a-z_0-9]+)"\)', file.read_text("utf8"))
    for file in settings.PACKAGE.rglob("*.html"):
        yield from re.findall(r'label\("([a-z_0-9]+)"', file.read_text("utf8"))


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("use_group", 25),
        ("violation_kind", 20),
        ("verdict_kind", 10),
        ("permit_kind", 16),
        ("step", 24),
        ("finality", 6),
        ("bill_state", 7),
        ("structure", 8),
        ("facade", 9),
        ("roof", 8),
        ("stage", 7),
        ("side", 8),
        ("capacity", 8),
        ("review_state", 5),
        ("step_state", 5),
    ],
)
def test_the_lists_have_the_values_of_the_reference(name, least):
    """domain.md §3.5–3.8 counts them."""
    assert len(code_lists.keys(name)) >= least


def test_every_kind_of_property_and_every_section_has_an_icon():
    from django.conf import settings

    from shahrsazi.casefiles.registry import SECTIONS
    from shahrsazi.web.templates import environment

    drawn = environment("en").get_template("pages/icons.html").module.drawn
    assert {s.icon for s in SECTIONS} <= set(drawn)
    look = (settings.PACKAGE / "pages/static/site.css").read_text()
    assert {*code_lists.keys("property_type"), "act"} == set(re.findall(r"^\.of-(\w+) \{ --drawn: ", look, re.M))


def test_templates_that_colour_a_state_know_only_states_that_there_are():
    from django.conf import settings

    folder = settings.PACKAGE / "casefiles/templates/casefiles/sections"
    for template, name in (("history.html", "step_state"), ("permits.html", "permit_state")):
        (mapping,) = re.findall(r"set colours = \{(.*?)\}", (folder / template).read_text("utf8"))
        coloured = set(re.findall(r'"([a-z_]+)":', mapping))
        assert coloured <= set(code_lists.keys(name)), template
        assert name != "step_state" or coloured == set(code_lists.keys(name)), "this one is asked for every key"


def test_codes_that_the_code_names_are_in_their_lists():
    named = {
        "finality": {"open", "stayed", "quashed"},
        "permit_state": {"void", "draft", "issued", "extended"},
        "review_state": {"approved", "needs_change"},
        "verdict_kind": {"fine"},
        "requester": {"complainant", "municipality"},
        "deed_status": {"valid"},
        "defect_state": {"to_complete", "none"},
        "request_state": {"current"},
        "mandate_scope": {"view"},
        "party_kind": {"natural", "legal", "foreign"},
        "deed_kind": {"private_contract", "private_settlement", "conveyance", "urban_land"},
        "approval": {"approved"},
        "violation_status": {"closed", "remedied"},
        "overlooking": {"none"},
    }
    for name, keys in named.items():
        assert keys <= set(code_lists.keys(name)), name
