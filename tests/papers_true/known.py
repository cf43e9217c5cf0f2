"""Differences that were looked at and are no fault of ours, each with the points that it has and the reason.

A page that differs in more points than were looked at is listed again.
"""

from typing import NamedTuple

# By how much the same difference may grow with another version of a reader.
GROWS = 1.1
FONT = "letters in one of the fonts that every reader brings along; the other's are other ones"
HAIRLINES = "hairlines, which are black here and pale there, or lie a point apart"
NO_LOOK = "a mark without a look: drawn here in full, there not at all or as that reader thinks best"


class Known(NamedTuple):
    """How many points of a page were seen to differ, and why."""

    points: int
    why: str


_HELLO = Known(6782, FONT)
KNOWN = {
    ("bops_existing-first-floor-plan.pdf", "Poppler"): Known(224, HAIRLINES),
    ("bops_proposed-first-floor-plan.pdf", "Poppler"): Known(510, HAIRLINES),
    ("a0_plan_2mm_text_red_seal.pdf", "Poppler"): Known(475, HAIRLINES),
    ("a1_colour_300dpi.jpg", "Chromium"): Known(208, HAIRLINES),
    ("a2_only_seal_and_signature.pdf", "Poppler"): Known(151, f"{HAIRLINES}; {FONT}"),
    ("opf_T01_007_header-no-version-info.pdf", "Poppler"): _HELLO,
    ("opf_T02-02_007_page-tree-wrong-count.pdf", "Poppler"): _HELLO,
    ("opf_T02-05-01_015_invalid-stream-length-in-dictionary.pdf", "Poppler"): _HELLO,
    ("opf_T03_007_offset_wrong.pdf", "Poppler"): _HELLO,
    ("opf_T04_005_EOF-followed-by-junk-data.pdf", "Poppler"): _HELLO,
    ("opf_T04_018_trailer-no-xref-byte-offset.pdf", "Poppler"): _HELLO,
    ("opf_javascript.pdf", "Poppler"): Known(108, FONT),
    ("mediabox_reversed.pdf", "Poppler"): Known(18, FONT),
    ("really_signed.pdf", "Poppler"): Known(692, FONT),
    ("sig_invisible_flag.pdf", "Poppler"): Known(321, FONT),
    ("stamp_on_layer_off.pdf", "Poppler"): Known(18, FONT),
    ("highlight_whose_rect_lies_elsewhere.pdf", "Poppler"): Known(300, f"{FONT}; the highlight is round there"),
    ("pillow_badrle.bmp", "Chromium"): Known(
        8611, "what the lines leave out has the first colour of the palette here and none there; nothing says which"
    ),
    ("stamp_on_layer_off.pdf", "PDFium"): Known(
        6378, "a stamp on a layer that is off, which PDFium draws all the same"
    ),
    ("form_persian_needappearances.pdf", "Poppler"): Known(398, NO_LOOK),
    ("form_persian_needappearances.pdf", "PDFium"): Known(361, NO_LOOK),
    ("form_persian_no_need.pdf", "Poppler"): Known(398, NO_LOOK),
    ("form_persian_no_need.pdf", "PDFium"): Known(361, NO_LOOK),
    ("freetext_without_look.pdf", "Poppler"): Known(1317, NO_LOOK),
    ("freetext_without_look.pdf", "PDFium"): Known(3532, NO_LOOK),
    ("line_dimension_without_look.pdf", "Poppler"): Known(898, NO_LOOK),
    ("line_dimension_without_look.pdf", "PDFium"): Known(3383, NO_LOOK),
    ("stamp_without_look.pdf", "Poppler"): Known(19635, NO_LOOK),
    ("stamp_without_look.pdf", "PDFium"): Known(8379, NO_LOOK),
    ("sticky_note.pdf", "Poppler"): Known(990, NO_LOOK),
    ("sticky_note.pdf", "PDFium"): Known(711, NO_LOOK),
    ("strikeout_underline_border_0.pdf", "Poppler"): Known(14, FONT),
    ("strikeout_underline_border_0.pdf", "PDFium"): Known(528, NO_LOOK),
}


def why(file: str, page) -> str:
    """Why this page of that file differs; nothing where nobody has looked, or it differs in more than was seen. Each of
    these files has one page."""
    known = KNOWN.get((file, page.reader))
    points = sum(place.points for place in page.places)
    return known.why if known and page.number == 1 and points <= known.points * GROWS else ""
