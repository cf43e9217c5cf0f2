"""Two exporters in a hurry, each with a process of its own: whoever comes second waits, and nothing is set back."""

import json
import subprocess
import sys
from pathlib import Path

from feed_lines import line
from history_model import asked

FILES, ROUNDS = 150, 6
LOAD = """
import sys, time
sys.path.insert(0, {tests!r})
import django
django.setup()
from pathlib import Path
from shahrsazi.feed.attachments import FeedHaltedError
from shahrsazi.feed.loader import load
for path in sys.argv[1:]:
    while True:
        try:
            load(Path(path))
            break
        except FeedHaltedError:
            continue
"""


def test_of_two_that_load_at_once_the_newest_line_of_every_file_counts(city, tmp_path):
    made = [line() for _ in range(FILES)]
    paths: list[list[str]] = [[], []]
    for turn in range(ROUNDS):
        for who in (0, 1):
            path = tmp_path / f"{turn}-{who}.ndjson"
            minute = 2 * turn + who
            path.write_text("".join(json.dumps(told(each, minute)) + "\n" for each in made[:: 1 if who else -1]))
            paths[who].append(str(path))
    code = LOAD.format(tests=str(Path(__file__).parents[2]))
    children = [subprocess.Popen([sys.executable, "-c", code, *mine]) for mine in paths]
    assert [child.wait() for child in children] == [0, 0]
    codes = [each["casefile"]["renewal_code"] for each in made]
    rows = asked("SELECT place, count(*) FROM casefiles_casefile WHERE renewal_code = ANY (%s) GROUP BY 1", [codes])
    assert rows == [(f"place {2 * ROUNDS - 1}", FILES)]


def told(each: dict, minute: int) -> dict:
    """The same file a minute later, under another address; whoever reads this may come to it last."""
    return each | {
        "as_of": f"2026-02-02T08:{minute:02}:00+03:30",
        "casefile": each["casefile"] | {"place": f"place {minute}"},
    }
