"""A signed paper as its owner sees it: what the signatures are worth, in both languages, and never the signed bytes."""

import pytest
from feed_lines import fed, paper
from pdfs import pictured
from personas import NEIGHBOUR, signed_in
from signed_pdfs import ENGINEER, filled_in, flipped, plain_pdf, sign, with_contents

from shahrsazi.casefiles.sections.ownership import Paper

SIGNED = sign(plain_pdf("an owner's deed", form=True))
KINDS = {
    "unchanged": (SIGNED, "The bytes are unchanged since.", "تغییری نکرده است"),
    "changed": (flipped(SIGNED, b"\xbf\xf7"), "the file was changed, and the signature fails", "امضا بی‌اعتبار است"),
    "filled in": (filled_in(SIGNED), "which is permitted", "که مجاز است"),
    "damaged": (with_contents(SIGNED, lambda c: b"\x30\x03abc"), "it is damaged", "آسیب دیده است"),
}


def shown(content: bytes, name: str):
    file = fed(papers=[paper(scan=name)], scans={name: content})
    sha256 = pictured(Paper._base_manager.using("owner").get(case=file.case).scan)
    return file, f"/cases/{file.case.ref}/papers/{sha256}/"


@pytest.mark.parametrize("kind", KINDS)
def test_its_page_says_of_each_kind_what_is_true(kind):
    content, in_english, in_persian = KINDS[kind]
    file, path = shown(content, f"{kind.replace(' ', '_')}.pdf")
    client = signed_in(file.by)
    english, persian = (client.get(prefix + path).content.decode() for prefix in ("/en", ""))
    assert in_english in english and in_persian in persian
    assert (ENGINEER in english) == (kind != "damaged") == (ENGINEER in persian)
    assert "carries no signature itself" in english and "original" not in english.replace("originals", "")


def test_a_citizen_is_given_the_clean_copy_with_words_on_it_and_a_neighbour_nothing():
    file, path = shown(SIGNED, "deed.pdf")
    content = b"".join(signed_in(file.by).get(f"/en{path}file"))
    assert content.startswith(b"%PDF-") and b"/ByteRange" not in content
    assert signed_in(file.by).get(f"/en{path}original").status_code == 404
    assert signed_in(NEIGHBOUR).get(f"/en{path}").status_code == 404
