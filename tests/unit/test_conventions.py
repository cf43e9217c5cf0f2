"""The conventions of the code, kept by a machine: what is documented, what is short, and what may not be written."""

import ast
import re
import statistics
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from repository import ROOT, functions, parsed, python, short, templates, tracked

# Icons are drawings of our own in the template itself; a visit's closing tag differs from the first to the others.
SAFE_IN = {"pages/icons.html", "casefiles/sections/inspections.html"}


def rows_of(document: str) -> list[list[str]]:
    """The rows of the tables of a document whose first cell is a name in backticks."""
    lines = (ROOT / document).read_text("utf8").splitlines()
    cells = [[c.strip() for c in re.split(r"(?<!\\)\|", line.strip("| "))] for line in lines if line.startswith("|")]
    return [[row[0].strip("`"), *row[1:]] for row in cells if re.fullmatch("`[^`]+`", row[0])]


def test_every_setting_that_is_read_is_documented_and_no_other():
    from shahrsazi.settings import SETTINGS_READ

    documented = [row[0] for row in rows_of("docs/settings.md")]
    assert sorted(documented) == sorted(SETTINGS_READ)


# What runs before there are settings: commands choose a role or a port, the demonstration brings its own database.
BEFORE_SETTINGS = ("shahrsazi/commands/", "shahrsazi/demo/", "shahrsazi/wsgi.py", "shahrsazi/settings.py")


def test_the_settings_are_read_in_the_settings_file_alone():
    readers = {short(p) for p in python("shahrsazi") if re.search(r"os\.environ(\.get|\[)|getenv", p.read_text("utf8"))}
    assert [name for name in readers if not name.startswith(BEFORE_SETTINGS)] == []


def test_every_limit_is_documented_as_it_is():
    from shahrsazi.credentials.rate_limits import LIMITS

    documented = {row[0]: row[1:4] for row in rows_of("docs/security/limits.md")}
    assert set(documented) == set(LIMITS)
    for name, limit in LIMITS.items():
        most, within, reserve = documented[name]
        assert int(re.sub(r"\D", "", most)) == limit.max, name
        assert _span(within) == limit.within, name
        assert int(reserve.replace("–", "0")) == limit.reserve, name


def test_every_threat_names_tests_that_there_are_or_says_that_nothing_shows_it():
    lines = (ROOT / "docs/security/threats.md").read_text("utf8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if re.match(r"\| \d+ \|", line)]
    assert [int(number) for number, *_ in rows] == list(range(1, 91))
    named = {number: re.findall(r"`(tests/[^`]+)`", shown) for number, _, shown in rows}
    assert [n for n, _, shown in rows if not named[n] and not shown.startswith("not shown")] == []
    assert [path for paths in named.values() for path in paths if not (ROOT / path).is_file()] == []


def _span(words: str) -> timedelta:
    number, unit = re.fullmatch(r"(\d+) (s|min|h|d)", words).groups()
    return (
        int(number)
        * {"s": timedelta(seconds=1), "min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(1)}[unit]
    )


def test_no_template_calls_anything_safe_but_the_two_that_have_a_reason():
    found = {name for name, p in templates().items() if re.search(r"\|\s*safe|autoescape", p.read_text("utf8"))}
    assert found == SAFE_IN
    for name in SAFE_IN:
        for piece in re.findall(r"[^{}]*\|\s*safe[^{}]*", templates()[name].read_text("utf8")):
            assert "case." not in piece and "v." not in piece and "request" not in piece, "only our own words"


def test_no_python_marks_text_as_safe():
    found = [
        short(p)
        for p in python("shahrsazi")
        if re.search(r"mark_safe|Markup\(|SafeString|format_html", p.read_text("utf8"))
    ]
    assert found == []


def test_templates_have_no_inline_style_and_no_script_of_their_own():
    for path in templates().values():
        found = re.findall(
            r"<style|\sstyle=|\son[a-z]+=\"|javascript:|<script(?![^>]*\bsrc=)", path.read_text("utf8"), re.I
        )
        assert not found, (path.name, found)


def test_functions_are_short():
    lengths = [
        f.end_lineno - f.lineno + 1 for p in python("shahrsazi") if "migrations" not in p.parts for f in functions(p)
    ]
    print(f"{len(lengths)} functions, median {statistics.median(lengths)}, longest {max(lengths)}")
    assert statistics.median(lengths) < 8 and max(lengths) <= 45


@pytest.mark.parametrize(
    ("folder", "pattern", "most"),
    [("shahrsazi", "*.py", 300), ("samplecity", "*.py", 300), ("tests", "*.py", 300), ("shahrsazi", "*.html", 120)],
)
def test_files_are_short(folder, pattern, most):
    lengths = {
        short(p): len(p.read_text("utf8").splitlines())
        for p in tracked()
        if p.match(pattern) and p.relative_to(ROOT).parts[0] == folder
    }
    assert {name: n for name, n in lengths.items() if n > most and "migrations" not in name} == {}


def test_no_line_of_a_template_is_wider_than_a_line_of_code():
    templates = [p for p in tracked() if p.match("*.html") and p.relative_to(ROOT).parts[0] == "shahrsazi"]
    lines = [(short(p), n, line) for p in templates for n, line in enumerate(p.read_text("utf8").splitlines(), 1)]
    assert len(templates) > 100
    assert [(name, n, line.strip()) for name, n, line in lines if len(line) > 120] == []


def test_the_formatter_is_seldom_told_to_look_away():
    lines = [line for p in tracked() if p.match("*.py") for line in p.read_text("utf8").splitlines()]
    assert sum(line.endswith("# fmt: " + "skip") for line in lines) <= 20


def test_every_file_begins_by_saying_what_it_is():
    for path in python("shahrsazi", "samplecity", "tests", "bench"):
        if path.read_text("utf8").strip() and "migrations" not in path.parts:
            assert ast.get_docstring(parsed(path)), short(path)


def test_the_direction_of_imports_holds():
    program = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout[-1500:]


def test_no_section_knows_another_and_each_stands_in_three_places():
    from shahrsazi.casefiles.registry import SECTIONS

    for section in SECTIONS:
        assert f"casefiles/sections/{section.key}.html" in templates()
        assert (ROOT / f"tests/db/casefiles/sections/test_{section.key}.py").is_file()
    assert all(section.readers == {"citizen"} for section in SECTIONS)


def test_no_file_names_a_registry_of_packages_or_a_path_of_one_machine():
    hosts = [
        "pypi" + ".org",
        "python" + "hosted",
        "npmjs" + ".org",
        "npmjs" + ".com",
        "yarnpkg" + ".com",
        "arti" + "factory",
        "dev" + "pi",
    ]
    paths = ["/" + "root/", "/" + "work/", "/" + "Users/", r"/" + r"home/(?!app\b|shahrsazi\b)\w+/"]
    wrong = re.compile("|".join([*map(re.escape, hosts), *paths]))
    for path in tracked():
        try:
            text = path.read_text("utf8")
        except UnicodeDecodeError:
            continue
        found = wrong.search(text)
        assert not found, (short(path), found[0])


def test_no_secret_stands_in_a_tracked_file():
    wrong = re.compile("BEGIN (RSA |EC |OPENSSH )?PRIVATE" + " KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}")
    for path in tracked():
        assert not wrong.search(path.read_bytes().decode("utf8", "ignore")), short(path)


def test_the_lock_files_have_a_hash_for_every_package():
    for name in ("requirements.lock", "requirements-demo.lock", "requirements-dev.lock", "requirements-s3.lock"):
        text = (ROOT / name).read_text("utf8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", "-"))]
        assert lines and [line[:40] for line in lines if "--hash=sha256:" not in line] == []
