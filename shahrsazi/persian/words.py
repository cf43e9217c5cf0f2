"""Words that a person reads, translated already or only when they are shown."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
else:
    from django.utils.functional import Promise as _StrPromise

Words: TypeAlias = str | _StrPromise
