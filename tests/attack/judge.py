"""What came back is counted, and what must never come back is written down with the request that brought it."""

from collections import Counter
from dataclasses import dataclass
from statistics import median
from threading import Lock

from attack import site, visitors
from attack.wire import CLOSED, HANG, SILENT, Answer, Request, send

SHOWN, TOLERANCE = 1500, 2  # characters of a request that are printed; seconds beyond the honest one's median
PUBLIC = ("/outbox/", "/en/outbox/")  # the demonstration's telephone, for all to see
NAMES = {CLOSED: "closed without an answer", SILENT: "silent"}


@dataclass
class Failure:
    what: str
    raw: bytes
    note: str

    def __str__(self) -> str:
        shown = self.raw[:SHOWN].decode("latin-1")
        more = f" … {len(self.raw)} bytes" if len(self.raw) > SHOWN else ""
        return f"FAILS: {self.what} ({self.note})\n{shown!r}{more}"


class Judge:
    def __init__(self, port: int):
        self.port, self.lock = port, Lock()
        self.counts, self.failures, self.suspects, self.warnings = Counter(), [], [], []
        self.requests, self.worst, self.closed = 0, 0.0, Counter()
        self.foreign = visitors.foreign_to()
        self.busy = _busy_titles()

    def send(self, request: Request, kind: str = "") -> Answer:
        raw = request.raw(self.port)
        answer = send(self.port, raw, patience=request.patience)
        self.look(raw, answer, request.note, kind=kind, patience=request.patience, target=request.target)
        return answer

    def look(self, raw: bytes, answer: Answer, note: str, *, kind: str, patience: float = HANG, target: str = ""):
        """`patience` above the usual is for what may take its time: a scan in the sandbox."""
        with self.lock:
            self.requests += 1
            self.counts[answer.status] += 1
            self.closed[note] += answer.status == CLOSED
            if patience == HANG:
                self.worst = max(self.worst, answer.seconds)
                if answer.status == SILENT or answer.seconds > TOLERANCE:
                    self.suspects.append((raw, note))
        if answer.status >= 500 and not self._is_busy(answer):
            self.fail(f"answered {answer.status}", raw, note)
        elif answer.status == SILENT and patience > HANG:
            self.fail(f"no answer within {patience:.0f} s", raw, note)
        self._look_for_others(raw, answer, note, kind, target)

    def _is_busy(self, answer: Answer) -> bool:
        return answer.status == 503 and any(title in answer.text for title in self.busy)

    def _look_for_others(self, raw: bytes, answer: Answer, note: str, kind: str, target: str) -> None:
        if not answer.body or target.partition("?")[0] in PUBLIC:
            return
        text = visitors.in_plain_digits(answer.text)
        for words in self.foreign.get(kind, ()):
            if words in text and words.encode() not in raw:
                self.fail(f"a {kind} reads {words}", raw, note)

    def fail(self, what: str, raw: bytes, note: str) -> None:
        with self.lock:
            self.failures.append(Failure(what, raw, note))
            (site.STATE / f"failed-{len(self.failures)}.http").write_bytes(raw)

    def confirm_slow(self, usual: float, *, strict: bool) -> None:
        """Each slow request once more, with nothing beside it: what was slow for the crowd alone is no one's error."""
        for raw, note in self.suspects[:20]:
            answer = send(self.port, raw)
            if answer.status == SILENT:
                self.fail(f"no answer within {HANG} s, twice", raw, note)
            elif answer.seconds > usual + TOLERANCE:
                sentence = f"took {answer.seconds:.1f} s, twice"
                self.fail(sentence, raw, note) if strict else self.warnings.append(f"{sentence}: {raw[:200]!r}")

    def summary(self) -> str:
        counted = ", ".join(f"{NAMES.get(status, status)}: {n}" for status, n in sorted(self.counts.items()))
        return f"{self.requests} requests; {counted}; slowest {self.worst:.2f} s; slow or silent {len(self.suspects)}"


def _busy_titles() -> list[str]:
    from django.utils import translation
    from django.utils.translation import gettext

    titles = []
    for language in ("fa", "en"):
        with translation.override(language):
            titles.append(gettext("This paper cannot be made ready just now"))
    return titles


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def middle(values: list[float]) -> float:
    return median(values) if values else 0.0
