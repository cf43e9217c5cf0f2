"""The language of what is being written: of a page, a message, a report."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import translation

_WRITTEN: ContextVar[str | None] = ContextVar("written", default=None)


def language() -> str:
    """«fa» or «en». Django is asked only outside in_language(): a page asks hundreds of times."""
    return _WRITTEN.get() or _of(translation.get_language())


def _of(code: str | None) -> str:
    return "en" if code == "en" else "fa"


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Everything is written in this one. The only way to change it: Django's own would leave language() behind."""
    with translation.override(code):
        token = _WRITTEN.set(_of(code))
        try:
            yield
        finally:
            _WRITTEN.reset(token)
