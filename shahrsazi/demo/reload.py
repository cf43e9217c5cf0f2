"""`make dev`: when a file of the program was saved, server and worker begin anew with it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

CODE = Path(__file__).parents[1]
# A page or a view needs nothing before it is served again; tables, rights, catalogues and static files are made anew.
SERVED_AS_IT_IS = (".html",)


def begin_anew_on_save(begin: Callable[[], list], end: Callable[[list], None], stopping: Event) -> None:
    """Start the processes, and again after each save, until stopping. With a slip in a file: at the next save."""
    children = _begun(begin)
    try:
        for paths in _saved(stopping):
            end(children)
            print("  Saved:", *sorted(Path(path).name for path in paths), flush=True)
            children = _begun(begin) if _prepared(paths) else []
    finally:
        end(children)


def _saved(stopping: Event) -> Iterator[set[str]]:
    from watchfiles import DefaultFilter, watch

    for changes in watch(CODE, watch_filter=DefaultFilter(ignore_paths=()), stop_event=stopping, raise_interrupt=False):
        paths = {path for _, path in changes if not path.endswith(".mo")}
        if paths:
            yield paths


def _begun(begin: Callable[[], list]) -> list:
    try:
        return begin()
    except RuntimeError as error:
        print(f"  {error}. Waiting for the next save.", file=sys.stderr, flush=True)
        return []


def _prepared(paths: set[str]) -> bool:
    """In a process of its own, for this one holds the program as it was when it started."""
    if all(path.endswith(SERVED_AS_IT_IS) for path in paths):
        return True
    program = "from shahrsazi.demo.run import prepare; prepare(only_marked=False)"
    return subprocess.run([sys.executable, "-c", program]).returncode == 0
