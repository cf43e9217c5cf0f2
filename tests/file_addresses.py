"""Every address of a file, by the name of its route; and of the sample's files a paper to fill in."""

from django.urls import reverse
from pdfs import pictured
from personas import case_of

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.sections.ownership import Paper


def paper_of(letter: str) -> str:
    """A scan of the file that whoever may open it may see."""
    papers = Paper._base_manager.using("owner").filter(case=case_of(letter), of_person=None, visible_to_owner=True)
    return pictured(papers.exclude(scan="").values_list("scan", flat=True)[0])


def letter_of(ref: str) -> str:
    """What names a letter that is prepared in this file; where there is none, what names nothing."""
    from shahrsazi.casefiles.letters import key_of
    from shahrsazi.casefiles.terms.term import Term

    rows = Term._base_manager.using("owner").filter(case__ref=ref, clock="objection", asks=True, standing="")
    return next(map(key_of, rows.order_by("id")), "0" * 16)


def of_a_file(ref: str, scan: str) -> dict[str, list[str]]:
    return {
        "case": [reverse("case", kwargs={"ref": ref})],
        "section": [reverse("section", kwargs={"ref": ref, "section": s.key}) for s in SECTIONS],
        "paper": [reverse("paper", kwargs={"ref": ref, "paper": scan})],
        "paper_picture": [reverse("paper_picture", kwargs={"ref": ref, "paper": scan, "rendition": "1-thumb.webp"})],
        "paper_file": [reverse("paper_file", kwargs={"ref": ref, "paper": scan})],
        "prepared": [reverse("prepared", kwargs={"ref": ref, "key": letter_of(ref)})],
        "term_calendar": [reverse("term_calendar", kwargs={"ref": ref, "key": letter_of(ref)})],
        "case_calendar": [reverse("case_calendar", kwargs={"ref": ref})],
        "money": [reverse("money", kwargs={"ref": ref})],
        "seen": [reverse("seen", kwargs={"ref": ref})],
    }
