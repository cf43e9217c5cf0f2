"""What the confined process may say of a PDF's signatures, checked by form and length before anyone reads it."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from shahrsazi.documents.errors import FileRejectedError

Text = Annotated[str, Meta(max_length=200)]
Root = Literal["trusted", "unknown", "none", "unfit", ""]


class Signature(Struct, forbid_unknown_fields=True, rename={"begins": "from", "ends": "to"}):
    """`state`: sound; changed (other bytes), false (another key), weak or unsupported (methods), broken, unclear.

    `covers`: the file, its front, the revision that was signed, a part. `after`, what was added: nothing; idle (bytes
    behind the end); proofs (time stamps); filled (fields, further signatures); other. `begins` and `ends` are the
    certificate's days, `when` is a moment in UTC.
    """

    state: Literal["sound", "changed", "false", "weak", "unsupported", "broken", "unclear"]
    field: Text = ""
    kind: Literal["approval", "certification", "timestamp"] = "approval"
    who: Text = ""
    issuer: Text = ""
    begins: Text = ""
    ends: Text = ""
    when: Text = ""
    covers: Literal["file", "front", "revision", "part", ""] = ""
    after: Literal["nothing", "idle", "proofs", "filled", "other", ""] = ""
    forbids: bool = False
    root: Root = ""
    stamped_by: Text = ""
    stamp_root: Root = ""


class Report(Struct, forbid_unknown_fields=True):
    """All signatures of a file, how many fields for one are empty, how many more there are; or why nothing is known."""

    signatures: Annotated[list[Signature], Meta(max_length=40)] = field(default_factory=list)
    empty: Annotated[int, Meta(ge=0, le=10_000)] = 0
    more: Annotated[int, Meta(ge=0, le=10_000)] = 0
    failed: Literal["too_long", "too_much", "broken", "missing", ""] = ""


def failure(reason: str) -> Report:
    """That nothing could be said, and why."""
    return Report(failed="too_long" if reason == "too_long" else "too_much" if reason == "too_much" else "broken")


def sound(answer: Any) -> Report:
    try:
        return msgspec.convert(answer, Report)
    except msgspec.ValidationError:
        raise FileRejectedError("broken")
