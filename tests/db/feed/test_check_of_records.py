"""A check says of every record what a load says, of what was turned away before too."""

import pytest
from feed_delivery import Exporter, load, with_values
from feed_files import File
from feed_lines import line, paper, person

from shahrsazi.commands import main


def test_a_key_whose_person_was_turned_away_means_nobody_in_a_check_either(city):
    exporter = Exporter()
    f, other = File(exporter), File(exporter)
    looks_like = f"{f.owner[:3]}-{f.owner[3:]}"
    share = with_values("ownership", other.share, other.ownership | {"person": looks_like}, 2, file=other.key)
    path = exporter.batch(with_values("person", looks_like, person("1234567890")), share)
    checked, loaded = load(path, check=True), load(path)
    assert [number for number, _ in checked.bad] == [number for number, _ in loaded.bad] == [1, 2]


def wrong_twice() -> dict:
    """A line of which a survey is set aside, and which is turned away when its papers are looked for."""
    survey = {"source_key": "s1", "sheet_no": "x", "surveyed_on": "2024-01-01"}
    survey |= {"block": {"type": "FeatureCollection", "features": []}}
    return line(surveys=[survey], papers=[paper(scan="nothere.pdf")])


def test_a_line_that_is_wrong_besides_a_survey_counts_once_in_a_check_as_in_a_load(city):
    path = Exporter().batch(wrong_twice())
    checked, loaded = load(path, check=True), load(path)
    assert (checked.good, checked.turned_away) == (loaded.good, loaded.turned_away) == (0, 1)


def test_all_that_is_wrong_with_it_is_printed_and_nothing_is_left_for_later(city, capsys):
    path = Exporter().batch(wrong_twice())
    for act in ("check", "load"):
        with pytest.raises(SystemExit) as ended:
            main(["feed", act, str(path)])
        assert ended.value.code == 1
        printed = capsys.readouterr().err
        assert printed.count("line 1: ") == 2 and " more" not in printed
