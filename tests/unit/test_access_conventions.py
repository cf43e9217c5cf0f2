"""What keeps access from being forgotten, held by a machine: every route, every view, every way to a row of a file."""

import inspect
import re

from django.apps import apps
from django.db import models
from django.urls import URLPattern, get_resolver
from repository import python, short

from shahrsazi.casefiles.scoped import Scoped

# What an address may carry: references that say nothing, the SHA-256 of a document, names from lists of our own.
CARRIED = {"ref", "sha256", "paper", "rendition", "section", "key", "name", "token", "mandate_ref", "person_ref"}
NUMBERS = {"id", "pk", "number", "person", "case_id", "person_id", "member_id", "mandate_id", "draft_id"}


def routes() -> list[URLPattern]:
    def walk(resolver):
        for pattern in resolver.url_patterns:
            yield from walk(pattern) if hasattr(pattern, "url_patterns") else [pattern]

    return list(walk(get_resolver()))


def test_every_route_says_what_it_needs():
    assert len(routes()) > 50
    assert [r.name for r in routes() if getattr(r.callback, "needs", None) is None] == []


def test_no_address_carries_the_number_of_a_row_or_of_a_person():
    for route in routes():
        pattern, text = route.pattern.regex, str(route.pattern)
        assert set(pattern.groupindex) <= CARRIED, (route.name, pattern.groupindex)
        assert not re.search(r"<int:|<pk|\[0-9\]\{1,\d+\}(?!-)", text.replace("[1-9][0-9]{0,2}-", "")), (
            route.name,
            text,
        )


def test_no_view_takes_the_number_of_a_row():
    for route in routes():
        view = inspect.unwrap(route.callback)
        assert not set(inspect.signature(view).parameters) & NUMBERS, (route.name, view)


def test_a_view_of_a_file_or_a_registration_is_handed_it_opened_and_never_its_reference():
    for route in routes():
        needs = getattr(route.callback.needs, "__name__", "")
        if needs in ("reads_case", "opens_at_desk", "opens_draft", "brings_scans"):
            parameters = list(inspect.signature(inspect.unwrap(route.callback)).parameters)
            assert "ref" not in parameters and len(parameters) >= 2, route.name


def test_every_table_of_a_file_is_scoped_and_has_no_objects():
    tables = list(apps.get_app_config("casefiles").get_models())
    assert len(tables) > 14
    for model in tables:
        assert issubclass(model, Scoped) and not hasattr(model, "objects"), model


def test_rows_of_files_are_reached_as_one_role_sees_them_and_never_past_the_managers():
    for path in python("shahrsazi"):
        assert not re.search(r"\b_(base|default)_manager\b", path.read_text("utf8")), short(path)


def test_no_table_is_looked_up_by_its_name_past_the_import_rules():
    for path in python("shahrsazi"):
        assert "get_model(" not in path.read_text("utf8"), short(path)


def test_a_manager_that_anyone_added_would_be_noticed():
    class Careless(models.Model):
        class Meta:
            app_label = "tests"

    assert hasattr(Careless, "objects") and not issubclass(Careless, Scoped)
