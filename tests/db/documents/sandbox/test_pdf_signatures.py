"""Of every kind of digital signature its facts: who, when, whether the bytes are those that were signed, whose root."""

import time
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
import strange_files as strange
from pikepdf import Array, Dictionary, Name
from pyhanko.sign.fields import MDPPerm
from signed_pdfs import (
    ENGINEER,
    NOW,
    YEAR,
    filled_in,
    flipped,
    plain_pdf,
    root,
    sign,
    signed_but_for,
    signer,
    timestamp,
    with_contents,
    with_empty_field,
    with_note,
)

from shahrsazi.documents import sandbox
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox import pdf_signatures
from shahrsazi.documents.sandbox.signature_report import sound

FORM = plain_pdf("a form", form=True)
SIGNED = sign(FORM)
SHA256 = bytes.fromhex("608648016503040201")  # the number by which it is named


@pytest.fixture
def verified(tmp_path):
    """Without a process for each: that they are checked in the confined one as well is tried below."""

    def verify(content: bytes, roots=()):
        (tmp_path / "a.pdf").write_bytes(content)
        return sound(pdf_signatures.verify({"source": tmp_path / "a.pdf", "roots": [one.pem for one in roots]}))

    return verify


@pytest.fixture
def confined(tmp_path):
    def verify(content: bytes, roots=()):
        (tmp_path / "a.pdf").write_bytes(content)
        return sandbox.verify(tmp_path / "a.pdf", [one.pem for one in roots])

    return verify


@pytest.fixture
def the_only(verified):
    def signature(content: bytes, roots=()):
        report = verified(content, roots)
        (signature,) = report.signatures
        assert not report.failed and not report.more
        return signature

    return signature


def certified(level: MDPPerm) -> bytes:
    return sign(FORM, certify=True, docmdp_permissions=level)


def test_a_signature_says_who_and_when_and_that_nothing_was_changed(the_only):
    one = the_only(SIGNED)
    assert (one.kind, one.who, one.state, one.covers, one.after) == ("approval", ENGINEER, "sound", "file", "nothing")
    assert one.when[:13] in {NOW.isoformat()[:13], (NOW + timedelta(hours=1)).isoformat()[:13]}
    assert one.begins < NOW.date().isoformat() < one.ends


@pytest.mark.parametrize(
    ("roots", "expected"),
    [
        ([], "none"),
        ([root()], "trusted"),
        ([root("ریشهٔ دیگری", 1)], "unknown"),
        ([root("ریشهٔ گواهی نمونه", 2)], "unfit"),  # of the same name, with another key
        ([root("ریشهٔ دیگری", 1), root()], "trusted"),
    ],
)
def test_a_root_is_trusted_when_the_city_has_named_that_very_one(the_only, roots, expected):
    assert the_only(SIGNED, roots).root == expected


def test_one_flipped_byte_is_noticed(the_only):
    one = the_only(flipped(SIGNED), [root()])
    assert (one.state, one.who, one.root) == ("changed", ENGINEER, "")


def test_a_flipped_byte_of_the_signature_itself_is_noticed(the_only):
    changed = with_contents(SIGNED, lambda c: _last_byte_flipped(c))
    assert the_only(changed, [root()]).state == "false"


def _last_byte_flipped(contents: bytes) -> bytes:
    length = 4 + int.from_bytes(contents[2:4])
    return contents[: length - 20] + bytes([contents[length - 20] ^ 1]) + contents[length - 19 :]


AFTERWARDS = {
    "filled in": (lambda: filled_in(SIGNED), "filled", False),
    "a note was laid on": (lambda: with_note(SIGNED), "other", False),
    "a time stamp": (lambda: timestamp(SIGNED), "proofs", False),
    "signed once more": (lambda: sign(SIGNED, field="Second"), "filled", False),
    "certified, filled in": (lambda: filled_in(certified(MDPPerm.FILL_FORMS)), "filled", False),
    "certified against all, filled in": (lambda: filled_in(certified(MDPPerm.NO_CHANGES)), "filled", True),
    "certified, a note": (lambda: with_note(certified(MDPPerm.FILL_FORMS)), "other", True),
    "certified for notes, a note": (lambda: with_note(certified(MDPPerm.ANNOTATE)), "other", False),
}


@pytest.mark.parametrize("what", AFTERWARDS)
def test_what_was_added_afterwards_is_said_and_whether_the_signature_permits_it(verified, what):
    content, after, forbids = AFTERWARDS[what]
    first = verified(content()).signatures[0]
    assert (first.state, first.covers, first.after, first.forbids) == ("sound", "revision", after, forbids)


def test_several_signatures_stand_in_the_order_in_which_they_were_made(verified):
    second = signer("نمونهٔ دوم")
    report = verified(sign(sign(FORM, field="Z"), second, field="A"), [root()])
    assert [one.who for one in report.signatures] == [ENGINEER, "نمونهٔ دوم"]
    assert [one.covers for one in report.signatures] == ["revision", "file"]


def test_a_certification_is_told_from_a_signature(the_only):
    one = the_only(certified(MDPPerm.NO_CHANGES))
    assert (one.kind, one.after) == ("certification", "nothing")


def test_a_time_stamp_of_the_file_says_who_stamped_it_and_when(the_only):
    one = the_only(timestamp(FORM), [root()])
    assert (one.kind, one.who, one.state, one.root) == ("timestamp", "مرجع زمان نمونه", "sound", "trusted")
    assert one.when


def test_a_time_stamp_in_a_signature_vouches_for_its_moment(the_only):
    content = sign(FORM, stamped=True)
    assert the_only(content, [root()]).stamped_by == "مرجع زمان نمونه"
    assert the_only(content, [root()]).stamp_root == "trusted" and the_only(content).stamp_root == "none"


def test_a_certificate_that_did_not_hold_gives_its_days(the_only):
    one = the_only(sign(FORM, signer("پیشین", NOW - 3 * YEAR, NOW - YEAR)), [root()])
    assert (one.state, one.root) == ("sound", "trusted") and one.ends < one.when[:10]


def test_a_weak_method_proves_nothing(the_only):
    assert the_only(sign(FORM, md_algorithm="sha1"), [root()]).state == "weak"


@pytest.mark.parametrize(
    ("contents", "state"),
    [
        (lambda c: b"", "broken"),
        (lambda c: b"\x30\x84\xff\xff\xff\xff" + c[6:], "broken"),
        (lambda c: b"\x30\x80" * 3000, "broken"),
        (lambda c: c.replace(SHA256, SHA256[:-1] + b"\x7f"), "unsupported"),
    ],
)
def test_an_absurd_signature_is_one_and_says_so(the_only, contents, state):
    assert the_only(with_contents(SIGNED, contents)).state == state


def absurd(**value) -> bytes:
    def change(document):
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T="a", Rect=[0, 0, 0, 0])
        field.V = Dictionary(Type=Name.Sig, **value)
        document.pages[0].obj.Annots = Array([document.make_indirect(field)])
        document.Root.AcroForm = Dictionary(Fields=document.pages[0].obj.Annots)

    return strange.pdf(change=change)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"ByteRange": [0, 1, 2, 3]},
        {"Contents": b"00", "ByteRange": ["x", -1], "SubFilter": Name("/adbe.pkcs7.detached")},
        {"Contents": 7, "ByteRange": 7},
    ],
)
def test_a_signature_without_its_parts_is_broken(the_only, value):
    assert the_only(absurd(**value)).state in ("broken", "unsupported")


def test_an_older_form_of_signature_is_not_judged(the_only):
    changed = SIGNED.replace(b"/adbe.pkcs7.detached", b"/adbe.x509.rsa_sha1 ")
    assert the_only(changed).state == "unsupported"


@pytest.mark.parametrize("spared", [40, 1])
def test_a_signature_over_a_part_of_the_file_covers_a_part(the_only, spared):
    """Beside the signature itself some bytes before it are not signed: anyone may change them."""
    signature = the_only(signed_but_for(spared), [root()])
    assert (signature.state, signature.covers, signature.after) == ("sound", "part", "")


def test_bytes_behind_the_end_are_not_covered(the_only):
    one = the_only(SIGNED + b"x" * 5000, [root()])
    assert (one.state, one.covers, one.after) == ("sound", "front", "idle")


def test_an_empty_field_is_counted_and_is_no_signature(verified):
    report = verified(with_empty_field(FORM))
    assert report.signatures == [] and report.empty == 1
    report = verified(sign(with_empty_field(FORM)))
    assert [one.covers for one in report.signatures] == ["file"] and report.empty == 1


def test_what_only_its_owner_may_change_is_checked_all_the_same(verified, tmp_path):
    with pikepdf.open(BytesIO(FORM)) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="x", user=""))
    assert verified((tmp_path / "locked.pdf").read_bytes()).signatures == []


def test_the_confined_process_says_the_same(confined, verified):
    content = sign(timestamp(sign(FORM, stamped=True)), field="Second")
    assert confined(content, [root()]) == verified(content, [root()])


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b"%PDF-1.7\n%%EOF", b"\0" * 9])
def test_a_file_that_cannot_be_read_gives_a_report_that_says_so(confined, content):
    assert confined(content).failed == "broken"


def test_it_ends_in_time_whatever_is_in_it(confined, monkeypatch):
    """A list of a million objects, where there is a second."""
    monkeypatch.setattr(sandbox, "VERIFYING", 1)
    listed = b"xref\n0 1000000\n" + b"0000000009 00000 n \n" * 1_000_000
    content = b"%PDF-1.7\n1 0 obj <<>> endobj\n"
    ends = b"trailer <</Root 1 0 R /Size 1000000>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    began = time.monotonic()
    assert confined(content + listed + ends).failed == "too_long"
    assert time.monotonic() - began < 20


def test_a_form_whose_fields_have_no_end_has_an_end(confined):
    def change(document):
        field = document.make_indirect(Dictionary(T="a"))
        field.Kids = Array([field, field])
        document.Root.AcroForm = Dictionary(Fields=Array([field]))

    assert confined(strange.pdf(change=change)).signatures == []


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {"signatures": 7},
        {"signatures": [{"state": "fine"}]},
        {"signatures": [{"state": "sound", "who": "x" * 201}]},
    ],
)
def test_what_the_process_answers_is_looked_at_once_more(answer):
    with pytest.raises(FileRejectedError):
        sound(answer)
