"""A signed and stamped paper in a real browser: its notes and signatures in words, on a telephone and a wide screen."""

from io import BytesIO

import pikepdf
import pytest
from pdf_marks import look, note
from signed_pdfs import plain_pdf, sign

STORED = """
from pathlib import Path
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.documents import intake
sha256 = intake.store(Path({path!r}), 'signed.pdf', using='feed')
paper = Paper._base_manager.using('owner').filter(case__ref={ref!r}).exclude(scan='').first()
Paper._base_manager.using('owner').filter(id=paper.id).update(scan=sha256)
print(sha256)
"""
WIDTHS = {"phone": 390, "desktop": 1280, "without scripts": 1280}


def stamped_and_signed() -> bytes:
    document, out = pikepdf.open(BytesIO(plain_pdf("for the browser", form=True))), BytesIO()
    seen = pikepdf.Dictionary(N=look(document))
    stamp = note(document, "Stamp", T="ممیز نمونه", M="D:20260105", Subj="تأیید شد", AP=seen)
    unseen = note(document, "Text", T="A reader", Contents="بررسی شود " * 60, M="D:20260106", F=32)
    document.pages[0].obj.Annots.extend([stamp, unseen])
    document.save(out, deterministic_id=True)
    return sign(sign(out.getvalue(), box=(50, 50, 250, 120)), field="Second")


_stored: list[str] = []


@pytest.fixture
def address(site, inside, signed_in_cookie, chromium, tmp_path):
    """The page of such a paper of file A, once the worker has checked its signatures and made its pictures."""
    if not _stored:
        _stored.append(stored(site, inside, signed_in_cookie, chromium, tmp_path / "signed.pdf"))
    return _stored[0]


def stored(site, inside, signed_in_cookie, chromium, path) -> str:
    path.write_bytes(stamped_and_signed())
    context = chromium.new_context(base_url=site.url)
    context.add_cookies([signed_in_cookie])
    page = context.new_page()
    page.goto("/cases/")
    ref = page.locator("a.open").first.get_attribute("href").strip("/").split("/")[-1]
    found = f"/cases/{ref}/papers/{inside(STORED.format(path=str(path), ref=ref))}/"
    for _ in range(120):
        page.goto(found)
        if page.locator(".look img").count() and page.locator("#signatures p").count() > 1:
            break
        page.wait_for_timeout(500)
    context.close()
    return found


@pytest.mark.parametrize("kind", WIDTHS)
@pytest.mark.parametrize(
    ("language", "heading", "unchanged"),
    [
        ("", "یادداشت‌ها و مهرها", "داده‌های فایل از آن زمان تغییری نکرده است."),
        ("/en", "Notes and stamps", "The bytes are unchanged since."),
    ],
)
def test_notes_and_signatures_are_read_beside_the_page(
    open_page, signed_in_cookie, address, kind, language, heading, unchanged, tmp_path
):
    page = open_page(kind)
    page.context.add_cookies([signed_in_cookie])
    page.goto(language + address)
    page.screenshot(path=tmp_path / "page.png", full_page=True)
    assert page.locator("#notes h2").inner_text() == heading
    assert page.locator("#notes li").count() >= 3 and "ممیز نمونه" in page.locator("#notes").inner_text()
    signatures = page.locator("#signatures").inner_text()
    assert signatures.count("مهندس لیلا نمونه") == 2 and unchanged in signatures
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[kind]
    assert page.locator("a[href='original']").count() == 0
