"""By which edition of the counting the stored terms were written, and how far a rewriting has come.

An edition is the law's data together with the code that states terms: whatever of either differs may count otherwise.
"""

import ast
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec
from django.db import models

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.scoped import Scoped
from shahrsazi.casefiles.sections import bills, permits_in_turn
from shahrsazi.casefiles.terms import term
from shahrsazi.city import law
from shahrsazi.database.policies import ALL_BUT_DELETE


class TermsEdition(Scoped):
    """One row. A program of another edition that writes terms, as during an upgrade, leaves them `mixed`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    written_by = models.CharField(max_length=64, blank=True)
    last_case = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    mixed = models.BooleanField(default=False)

    policies = {"feed": ALL_BUT_DELETE}

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="terms_edition_once")]

    @property
    def is_current(self) -> bool:
        return self.written_by == edition() and self.finished_at is not None and not self.mixed


@cache
def edition() -> str:
    """What names this program's edition; comments, texts that explain and line breaks do not count."""
    rests_on = sorted({clock.law for clock in term.CLOCKS.values() if clock.law})
    texts = [ast.dump(_without_words(path)) for path in _sources()]
    return sha256(msgspec.json.encode([{name: law.LAW[name] for name in rests_on}, texts])).hexdigest()


def _sources() -> list[Path]:
    """The modules that state terms, with those beside them in a section's own folder, and what a term is."""
    own = [sys.modules[section.terms.__module__] for section in SECTIONS if section.terms]
    files = [Path(str(module.__file__)) for module in own]
    beside = [path for file in files if file.parent.name != "sections" for path in file.parent.glob("*.py")]
    return sorted({*files, *beside, *(Path(str(module.__file__)) for module in (bills, permits_in_turn, term, law))})


def _without_words(path: Path) -> ast.Module:
    tree = ast.parse(path.read_text("utf8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            del node.body[0]
    return tree


def note_the_writer() -> None:
    """Terms are being written: if others were written by another edition, they are of two from now on."""
    TermsEdition.in_feed.exclude(written_by=edition()).filter(mixed=False).update(mixed=True)
