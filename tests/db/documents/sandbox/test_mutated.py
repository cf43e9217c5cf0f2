"""The short form of `make papers-mutated`: real files with something in them changed are taken, or refused in words."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from threading import Event

import django
import pytest
from mutated.judge import judged, kept_to
from mutated.mutations import mutated, sources

from shahrsazi.documents.errors import SENTENCES

FILES = list(mutated("the short form", 25))


@pytest.fixture(scope="module")
def judge() -> Iterator[ProcessPoolExecutor]:
    """A process of its own: what its children took at most is the sandbox's, and not another test's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup) as process:
        yield process


@pytest.mark.parametrize(("what", "name", "content"), FILES, ids=[what for what, *_ in FILES])
def test_a_mutated_file_is_taken_or_refused_with_a_sentence_and_within_the_limits(judge, what, name, content):
    verdict = judge.submit(judged, name, content).result()
    assert verdict.faults == [], what
    assert verdict.outcome in {"accept", "repair", "neutralise", "limit"} | SENTENCES.keys()


def test_the_same_seed_makes_the_same_files_of_every_kind():
    assert list(mutated("the short form", 25)) == FILES
    assert set(sources()) == {"pdf", "tiff", "jpg", "png", "dxf"}
    assert {name.rpartition(".")[2] for _what, name, _content in FILES} >= {"pdf", "jpg", "png", "dxf"}


def test_whatever_ends_otherwise_than_with_a_sentence_is_a_fault():
    faults = []
    assert kept_to(lambda: 1 / 0, 9, faults) == (None, "")
    kept_to(lambda: Event().wait(0.05), 0, faults)
    assert "ZeroDivisionError" in faults[0] and "took" in faults[1]
