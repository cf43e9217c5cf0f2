"""A load that is broken off anywhere goes on where it was, and ends as if it had never been."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from feed_delivery import Exporter, load, with_values
from feed_files import File
from feed_lines import PDF, line, number, owner, paper, permit
from history_model import asked
from killed_loads import Killed, judged_before, killed_at

from shahrsazi.commands import main
from shahrsazi.feed import applying, loader, quarantine
from shahrsazi.feed.models import Batch, QuarantinedRecord


def told_again(made: dict) -> dict:
    return made | {"as_of": "2026-02-02T08:00:00+03:30", "permits": [permit()]}


def state_of(path: Path) -> tuple:
    return asked("SELECT state, applied FROM feed_batch ORDER BY id DESC LIMIT 1")[0]


@pytest.mark.parametrize("slices", [0, 1, 2])
def test_a_load_that_dies_between_slices_goes_on(city, monkeypatch, slices):
    exporter, made = Exporter(), [line() for _ in range(500)]
    path, written = exporter.batch(*made), []
    write = applying.write

    def dies(lines, *rest):
        if len(written) == slices:
            raise Killed
        written.append(len(lines))
        return write(lines, *rest)

    monkeypatch.setattr(applying, "write", dies)
    with pytest.raises(Killed):
        load(path)
    assert state_of(path) == ("applying", 200 * slices)
    monkeypatch.setattr(applying, "write", write)
    assert load(path).good == 500 - 200 * slices
    assert state_of(path) == ("done", 500)
    codes = [m["casefile"]["renewal_code"] for m in made]
    assert asked("SELECT count(*) FROM casefiles_casefile WHERE renewal_code = ANY (%s)", [codes]) == [(500,)]


def test_a_load_that_dies_while_it_judges_begins_anew_and_has_written_nothing(city, monkeypatch):
    exporter = Exporter()
    path = exporter.batch(line(), line() | {"secret": 1})
    monkeypatch.setattr(loader.Judgement, "judge", lambda *_: (_ for _ in ()).throw(Killed()))
    before = asked("SELECT count(*) FROM casefiles_casefile")
    with pytest.raises(Killed):
        load(path)
    assert state_of(path) == ("judging", 0) and asked("SELECT count(*) FROM casefiles_casefile") == before
    monkeypatch.undo()
    report = load(path)
    assert (report.good, report.turned_away) == (1, 1) and state_of(path) == ("done", 1)


def test_without_its_spool_a_load_judges_again_and_goes_on(city, monkeypatch):
    exporter = Exporter()
    path = exporter.batch(*(line() for _ in range(250)), line() | {"secret": 1})

    killed_at(monkeypatch, 2, path)
    judged_before().unlink()
    report = load(path)
    assert (report.good, report.unchanged, report.written) == (250, 200, 50) and state_of(path) == ("done", 250)
    assert asked(
        "SELECT count(*) FROM feed_quarantinedrecord WHERE batch_id = %s",
        [Batch.objects.using("owner").latest("id").id],
    ) == [(1,)]


def test_the_next_batch_waits_until_the_one_before_is_done(city, monkeypatch):
    from shahrsazi.feed.delivery import DeliveryError

    exporter = Exporter()
    first, second = exporter.batch(line()), exporter.batch(line())
    write = applying.write
    monkeypatch.setattr(applying, "write", lambda *_: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        load(first)
    monkeypatch.setattr(applying, "write", write)
    with pytest.raises(DeliveryError, match="is not the next: 1 is half applied"):
        load(second)
    assert load(first).good == load(second).good == 1


COMMAND = """
import sys
sys.path.insert(0, {tests!r})
import django
django.setup()
from pathlib import Path
from shahrsazi.feed.loader import load
load(Path({path!r}))
"""


def test_a_process_that_is_killed_at_any_moment_is_resumed_to_the_same_end(city):
    """Five times at moments of its own, and then to the end: every file once, no row twice."""
    exporter, people = Exporter(), [number() for _ in range(40)]
    made = [line(owner(people[n % 40]), permits=[permit()]) for n in range(1_000)]
    path = exporter.batch(*made)
    code = COMMAND.format(path=str(path), tests=str(Path(__file__).parents[2]))
    for _turn in range(5):
        child = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
        before = state_of(path) if asked("SELECT 1 FROM feed_batch LIMIT 1") else ("", 0)
        while child.poll() is None and state_of(path) == before:
            pass
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    while state_of(path)[0] != "done":
        try:
            load(path)
        except loader.FeedHaltedError:
            continue  # the server has not noticed yet that the last child is gone
    codes = [m["casefile"]["renewal_code"] for m in made]
    sql = "SELECT count(*), count(DISTINCT c.id) FROM casefiles_casefile c JOIN casefiles_{} r ON r.case_id = c.id"
    for table in ("permit", "ownership"):
        assert asked(sql.format(table) + " WHERE c.renewal_code = ANY (%s)", [codes]) == [(1_000, 1_000)]


def told_twice(count: int) -> list[dict]:
    """Each file, and the same anew right after it: no two of one file go together."""
    made = [line() for _ in range(count)]
    places = [m["casefile"] | {"place": "کوچه تازه"} for m in made]
    again = [m | {"as_of": "2026-01-02T08:00:00+03:30", "casefile": c} for m, c in zip(made, places, strict=True)]
    return [row for pair in zip(made, again, strict=True) for row in pair]


def test_files_that_are_told_twice_one_after_the_other_cut_no_slices(city, monkeypatch):
    sizes, write = [], applying.write
    monkeypatch.setattr(applying, "write", lambda lines, *rest: sizes.append(len(lines)) or write(lines, *rest))
    rows = told_twice(100)
    assert Exporter().send(*rows).good == 200 and sizes == [100, 100]
    codes = [row["casefile"]["renewal_code"] for row in rows]
    places = asked("SELECT DISTINCT place FROM casefiles_casefile WHERE renewal_code = ANY (%s)", [codes])
    assert places == [("کوچه تازه",)]


def test_a_load_that_dies_between_what_was_told_twice_goes_on(city, monkeypatch):
    exporter = Exporter()
    path = exporter.batch(*told_twice(100))

    killed_at(monkeypatch, 2, path)
    assert state_of(path) == ("applying", 0)
    assert load(path).bad == [] and state_of(path) == ("done", 200)


def test_what_a_broken_load_told_before_what_it_told_last_is_not_turned_away_as_old(city, monkeypatch):
    """One of the later half is refused by the database: the half of its neighbours is in, when the load is ended."""
    exporter, write = Exporter(), applying.write
    rows = told_twice(4)
    rows[-1]["casefile"] = rows[-1]["casefile"] | {"file_no": rows[0]["casefile"]["file_no"]}
    path, halves = exporter.batch(*rows), []

    def dies(lines, *rest):
        if halves == [4, 4, 2]:
            raise Killed
        halves.append(len(lines))
        return write(lines, *rest)

    monkeypatch.setattr(applying, "write", dies)
    with pytest.raises(Killed):
        load(path)
    monkeypatch.setattr(applying, "write", write)
    [(number, reason)] = load(path).bad
    assert number == 8 and "older" not in reason


def test_the_older_of_two_versions_of_a_moved_file_is_not_turned_away_when_a_load_goes_on(city, monkeypatch):
    exporter = Exporter()
    file = File(exporter)
    here, there = file.made["casefile"], line()["casefile"]["renewal_code"]
    path = exporter.batch(
        *(line() for _ in range(205)),
        with_values("file", file.key, here | {"place": "کوچه نو"}, 2),
        with_values("file", file.key, here | {"renewal_code": there}, 3),
    )

    killed_at(monkeypatch, 4, path)
    assert state_of(path) == ("applying", 200)
    assert load(path).bad == []


def test_what_is_judged_takes_less_room_than_the_file_that_it_came_in(city, monkeypatch):
    """A first load of a city must not need twice its room beside the database."""
    path = Exporter().batch(*(line(permits=[permit() for _ in range(30)]) for _ in range(50)))
    killed_at(monkeypatch, 1, path)
    assert judged_before().stat().st_size < path.with_name(path.name.removesuffix(".manifest.json")).stat().st_size
    assert load(path).good == 50


def test_what_was_judged_in_another_form_is_judged_anew(city, monkeypatch):
    path = Exporter().batch(line(), line())
    killed_at(monkeypatch, 1, path)
    spool = judged_before()
    spool.write_bytes(spool.read_bytes().removeprefix(b"zstd:"))
    assert load(path).good == 2


@pytest.mark.parametrize("wrong", [0, 1])
def test_a_load_that_dies_behind_its_last_slice_has_lines_when_it_goes_on(city, monkeypatch, capsys, wrong):
    exporter = Exporter()
    path = exporter.batch(line(), line(), *(line() | {"secret": 1} for _ in range(wrong)))
    with monkeypatch.context() as dying:
        dying.setattr(quarantine, "settle", lambda _batch: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            load(path)
    assert state_of(path) == ("applying", 2)
    with pytest.raises(SystemExit) as ended:
        main(["feed", "load", str(path)])
    assert ended.value.code == wrong and "There is no line" not in capsys.readouterr().err
    assert state_of(path) == ("done", 2)


def brought(path: Path, *names: str) -> None:
    """These papers come after all."""
    folder = path.parent / "papers"
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(PDF)


def waiting() -> list[tuple]:
    """Number and paths of what is to be corrected of the last batch."""
    rows = QuarantinedRecord.objects.using("owner").filter(batch=Batch.objects.using("owner").latest("id"))
    return [(row.number, [problem["path"] for problem in row.problems]) for row in rows.order_by("number")]


def test_what_was_turned_away_before_a_load_died_and_is_taken_when_it_goes_on_waits_for_no_correction(
    city, monkeypatch
):
    path = Exporter().batch(line() | {"secret": 1}, line(papers=[paper(scan="late.pdf")]), line())
    killed_at(monkeypatch, 1, path)
    assert waiting() == [(1, ["$"]), (2, ["papers/late.pdf"])]
    brought(path, "late.pdf")
    report = load(path)
    assert (report.good, report.turned_away) == (2, 1) and waiting() == [(1, ["$"])]


def test_and_of_one_a_survey_of_which_was_set_aside_that_survey_alone_waits(city, monkeypatch):
    wrong = {"source_key": "s1", "sheet_no": "x", "surveyed_on": "2024-01-01"}
    survey = wrong | {"block": {"type": "FeatureCollection", "features": []}}
    path = Exporter().batch(line(surveys=[survey], papers=[paper(scan="late.pdf")]), line())
    killed_at(monkeypatch, 1, path)
    [(_number, [shape, _missing])] = waiting()
    brought(path, "late.pdf")
    assert load(path).good == 2 and waiting() == [(1, [shape])]


def test_what_is_still_wrong_when_a_load_goes_on_waits_once(city, monkeypatch):
    path = Exporter().batch(line(papers=[paper(scan="never.pdf")]), line())
    killed_at(monkeypatch, 1, path)
    report = load(path)
    assert (report.good, report.turned_away) == (1, 1) and waiting() == [(1, ["papers/never.pdf"])]
