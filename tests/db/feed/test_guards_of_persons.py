"""Guards know a person as the writer does: by the source's own key, by a number, by one in another spelling."""

import pytest
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import key, line, mandate, number, owner, person
from feed_outcomes import at
from guard_counts import counts_of
from owners_by_name import by_name


@pytest.fixture
def exporter(city):
    return Exporter()


NAMES = {
    "key": lambda f: (f.person, []),
    "number": lambda f: (f.owner, []),
    "spelled": lambda f: (f"{f.owner[:3]}-{f.owner[3:]}", []),
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_share_of_the_same_person_neither_ends_nor_begins(exporter, name):
    f = File(exporter)
    who, rows = name(f)
    assert counts_of(exporter, *rows, with_values("ownership", f.share, f.ownership | {"person": who}, 2, f.key)) == {}


def test_a_key_that_the_batch_itself_tells_is_known(exporter):
    f, other, who = File(exporter), Exporter(), key()
    code = f.made["casefile"]["renewal_code"]
    rows = [
        with_values("person", who, f.made["people"][0]),
        with_values("ownership", f.share, f.ownership | {"person": who}, file=code),
    ]
    assert counts_of(other, *rows) == {}


def test_another_persons_key_is_another_person(exporter):
    f, who = File(exporter), key()
    assert f.send(with_values("person", who, person(number()))).bad == []
    row = with_values("ownership", f.share, f.ownership | {"person": who}, 2, f.key)
    assert counts_of(exporter, row) == {"owners_ended": {"9": 1}, "owners_added": {"9": 1}}


def test_a_mandate_between_persons_with_keys_is_told_again_and_ends(exporter):
    f, agent, given = File(exporter), key(), key()
    row = mandate(f.person, agent)
    told = lambda version, **more: with_values("mandate", given, row | more, version, f.key)  # noqa: E731
    assert f.send(with_values("person", agent, person(number()))).bad == []
    assert counts_of(exporter, told(1)) == {"mandates_added": {"9": 1}}
    assert counts_of(exporter, told(2)) == {}
    assert counts_of(exporter, told(3, ended_on="2026-01-01")) == {"mandates_ended": {"9": 1}}


# Whose number is told later.


def by_three_names(exporter) -> tuple[list[str], list[dict]]:
    keys = [key() for _ in range(3)]
    made = [line(owner(k), people=[by_name(k)]) for k in keys]
    assert exporter.send(*made).bad == []
    return keys, made


def completed(made: dict, who: str, code: str) -> dict:
    return at(made, "2026-02-01", people=[person(code, source_key=who)])


def test_shares_that_go_over_to_whoever_has_the_number_end_and_begin(exporter):
    keys, made = by_three_names(exporter)
    rows = [completed(m, k, number()) for m, k in zip(made, keys, strict=True)]
    assert counts_of(exporter, *rows) == {"owners_ended": {"9": 3}, "owners_added": {"9": 3}}
    assert counts_of(exporter, *(at(row, "2026-02-02", permits=[]) for row in rows)) == {}


def test_as_a_record_they_do_too(exporter):
    keys, made = by_three_names(exporter)
    row = with_values("person", keys[0], person(number()))
    assert counts_of(exporter, row) == {"owners_ended": {"9": 1}, "owners_added": {"9": 1}}
