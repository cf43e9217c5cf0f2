"""The contract: the published JSON Schema is the one the code makes, and it takes and refuses what the loader does."""

import json
from pathlib import Path

import pytest
from blocks import LAND, polygon, survey
from feed_delivery import Exporter, record
from feed_files import File
from feed_lines import fed, key, line, load, permit, rules, sheet
from jsonschema import Draft202012Validator, FormatChecker

from shahrsazi.city import code_lists, overrides
from shahrsazi.city.overrides import CodeEntry
from shahrsazi.feed.contract import schema


@pytest.fixture(scope="module")
def validator():
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


@pytest.fixture
def shipped_codes(monkeypatch):
    """What is published knows no code that an administrator, or another test, has added."""
    monkeypatch.setattr(code_lists, "_overrides", dict)


def test_the_published_schema_is_the_generated_one(settings_root, shipped_codes):
    published = json.loads((settings_root / "docs/feed/casefile.schema.json").read_text("utf8"))
    assert published == schema(), "run: python -m shahrsazi feed schema > docs/feed/casefile.schema.json"


@pytest.fixture
def settings_root():
    from django.conf import settings

    return settings.PACKAGE.parent


def test_every_line_of_the_sample_fits_the_schema(validator, city):
    from samplecity import lines

    faults = [
        (n, e.json_path, e.message[:80])
        for n, made in enumerate(lines(today=city, files=60), 1)
        for e in validator.iter_errors(made)
    ]
    assert faults == []


def test_the_least_line_fits(validator):
    assert list(validator.iter_errors(line())) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made.update(secret=1),
        lambda made: made["casefile"].update(property_type="castle"),
        lambda made: made["casefile"].pop("file_no"),
        lambda made: made["casefile"].update(plate_main="1"),
        lambda made: made.update(permits=[permit(colour="red")]),
        lambda made: made.update(permits=[permit(charges=-1)]),
        lambda made: made["people"][0].update(last_name=""),
    ],
)
def test_what_the_loader_refuses_for_its_shape_the_schema_refuses_too(validator, spoil):
    made = line()
    spoil(made)
    assert list(validator.iter_errors(made))


@pytest.mark.parametrize(("day", "fits"), [("2024-05-31", True), ("", True), ("1403/03/11", False), ("soon", False)])
def test_the_schema_says_that_a_text_inside_a_row_is_a_day(validator, day, fits):
    made = line(permits=[permit(signers=[{"role": "planning_head", "on": day}])])
    assert validator.evolve(format_checker=FormatChecker()).is_valid(made) is fits


LINEAGE = {"kind": "split", "other_code": "9-95-1-1-1-0-0", "role": "parent", "on": "2020-01-01"}


@pytest.mark.parametrize(
    ("told", "field"),
    [({"other_code": ""}, "other_code"), ({"role": "فرزند"}, "role"), ({"role": "Parent"}, "role"), ({"role": ""}, "")],
)
def test_a_lineage_names_the_other_code_and_one_of_the_roles(validator, told, field):
    made = line(casefile={"lineage": [LINEAGE | told]})
    report = load(made)
    assert validator.is_valid(made) is (report.bad == []) is (not field)
    assert not field or f"$.casefile.lineage[0].{field}" in report.bad[0][1]


def test_every_number_of_a_row_has_its_bounds():
    numbers = {
        f"{name}.{field}": kind
        for name, definition in schema()["$defs"].items()
        for field, about in definition.get("properties", {}).items()
        for kind in about.get("anyOf", [about])
        if kind.get("type") in ("integer", "number")
    }
    bare = [name for name, kind in numbers.items() if not {"minimum", "maximum"} <= kind.keys()]
    assert bare == []


def test_fewer_units_than_none_are_turned_away():
    areas = [{"floor": 0, "use_group": "residential", "area": 1, "units": -5}]
    assert "permits[0].areas[0].units" in load(line(permits=[permit(areas=areas)])).bad[0][1]


def test_every_table_of_a_section_can_be_fed():
    from shahrsazi.casefiles.registry import SECTIONS

    properties = schema()["$defs"]["PropertyFile"]["properties"]
    assert {key for s in SECTIONS for key in s.feeds} | {"as_of", "casefile", "people", "owners", "mandates"} == set(
        properties
    )


def test_no_place_is_left_for_what_the_portal_must_not_know():
    said = json.dumps(schema()).lower()
    for word in ("complainant_name", "members", "password", "staff_name"):
        assert word not in said


def test_a_ground_of_a_discount_that_lies_in_a_person_is_told_by_no_name():
    grounds = schema()["$defs"]["Bill"]["properties"]["discount_ground"]["enum"]
    assert set(grounds) == {"", "at_once", "council", "law", "personal"}
    said = json.dumps(schema(), ensure_ascii=False).lower()
    assert not [word for word in ("شهید", "شهدا", "جانباز", "ایثارگر", "معلول", "martyr", "disab") if word in said]


def test_what_the_feed_may_not_set_is_not_in_the_contract():
    case = schema()["$defs"]["CaseFile"]["properties"]
    assert not {"id", "ref", "district", "as_of"} & set(case)


@pytest.fixture
def new_use():
    """A use of floors that an administrator has added since the program started."""
    entry = CodeEntry.objects.using("owner").create(
        code_list="use_group", key="added_use", persian="کاربری آزمون", english="Test use"
    )
    overrides.invalidate()
    yield entry.key
    CodeEntry.objects.using("owner").filter(pk=entry.pk).delete()
    overrides.invalidate()


def test_a_code_that_an_administrator_adds_is_taken_wherever_it_stands_in_a_line(new_use):
    """In a column, in a row inside an entry, and in a shape of a surveyed block."""
    areas = [{"floor": 0, "use_group": new_use, "area": 90.0}]
    surveyed = survey(polygon("existing", LAND), polygon("zone", LAND, use_group=new_use))
    file = fed(
        permits=[permit(areas=areas)], plan_rules=[rules(land_use=new_use)], level_sheets=[sheet()], surveys=[surveyed]
    )
    assert "کاربری آزمون" in file.html("planning")


def test_a_code_that_nobody_added_is_refused_there_as_before():
    areas = [{"floor": 0, "use_group": "added_use", "area": 90.0}]
    assert "added_use" not in str(load(line(permits=[permit(areas=areas)])).bad)
    (bad,) = load(line(permits=[permit(areas=areas)])).bad
    assert "$.permits[0].areas[0].use_group" in bad[1]


DOCS = Path(__file__).parents[3] / "docs" / "feed"


def test_the_worked_examples_hold_every_record_and_are_taken_as_they_stand(city):
    from feed_delivery import Exporter

    from shahrsazi.feed.records import RECORDS

    rows = [json.loads(text) for text in (DOCS / "examples.ndjson").read_text("utf8").splitlines()]
    assert {row["record"] for row in rows} == set(RECORDS)
    assert {row["state"] for row in rows} == {"present", "ended", "withdrawn"}
    report = Exporter().send(*rows)
    assert (report.bad, report.good) == ([], len(rows))


def test_the_worked_examples_are_what_the_published_schema_of_records_says():
    schema = json.loads((DOCS / "record.schema.json").read_text("utf8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    for text in (DOCS / "examples.ndjson").read_text("utf8").splitlines():
        errors = [error.message for error in validator.iter_errors(json.loads(text))]
        assert errors == [], text[:200]


def test_the_published_schema_of_records_is_the_generated_one(shipped_codes):
    from shahrsazi.feed.record_schema import record_schema

    published = json.loads((DOCS / "record.schema.json").read_text("utf8"))
    assert published == json.loads(json.dumps(record_schema()))


ENDINGS = {
    "with its day": ({"state": "ended", "ended_on": "2026-01-01"}, True),
    "without a day": ({"state": "ended"}, False),
    "withdrawn with a day": ({"state": "withdrawn", "ended_on": "2026-01-01"}, False),
    "withdrawn": ({"state": "withdrawn"}, True),
    "neither, with a day": ({"ended_on": "2026-01-01"}, False),
}


@pytest.mark.parametrize(("told", "fits"), ENDINGS.values(), ids=ENDINGS)
def test_the_schema_of_records_takes_an_end_as_the_load_does(city, told, fits):
    file = File(Exporter())
    row = record("mandate", key(), file=file.key, **told)
    schema = json.loads((DOCS / "record.schema.json").read_text("utf8"))
    assert Draft202012Validator(schema).is_valid(row) is fits
    assert (file.send(row).bad == []) is fits


@pytest.mark.parametrize("field", ["plate_main", "plate_sub"])
@pytest.mark.parametrize("number", [0, 1_000_000, -1])
def test_a_plate_that_is_none_is_refused_with_its_place(city, field, number):
    [(_number, reason)] = load(line(casefile={field: number})).bad
    assert f"$.casefile.{field}" in reason
