"""Why a file is not taken, or not as it was: a key where the file is opened, a sentence where a person reads it."""

from django.utils.translation import gettext_lazy

SENTENCES = {
    # Not taken.
    "empty": gettext_lazy("There is nothing in this file. Scan or export it again and send it once more."),
    "too_large": gettext_lazy("This file is larger than %(most)s MB. Scan it more coarsely, or send it in parts."),
    "not_a_kind": gettext_lazy(
        "Files of this kind are not taken. Send a PDF, JPEG, PNG, TIFF or WebP; a drawing also as DXF or DWG."
    ),
    "named_otherwise": gettext_lazy(
        "The name of this file ends in “%(said)s”, but what is in it is %(found)s. Export it again as what it is."
    ),
    "broken": gettext_lazy("This file is damaged and cannot be opened. Scan or export it again and send it once more."),
    "locked": gettext_lazy("This PDF opens only with a password. Save it without a password and send it once more."),
    "no_pages": gettext_lazy("There is no page in this file. Export it again and send it once more."),
    "too_many_pixels": gettext_lazy("This picture has too many points. Scan it at 300 dots an inch or less."),
    "too_many_pages": gettext_lazy("This file has more than %(most)s pages. Send it in parts."),
    "page_too_big": gettext_lazy("A page of this file is larger than any sheet of paper. Export it at its true size."),
    "too_long": gettext_lazy("Opening this file takes too long. Export it more simply, or send it in parts."),
    "too_much": gettext_lazy("Opening this file needs too much memory. Export it more simply, or send it in parts."),
    "infected": gettext_lazy("The virus scanner found something harmful in this file. Do not open it; make it anew."),
    # Taken, but not as it was.
    "repaired": gettext_lazy("The file was damaged; what could be read was repaired. Please compare it with the paper."),
    "neutralised": gettext_lazy("Scripts, attachments, forms or links were taken out of the file; its pages are whole."),
    "first_frame": gettext_lazy("Only the first picture of this moving image was kept."),
    "trimmed": gettext_lazy("Something that does not belong to the picture was hidden behind it; it was left out."),
    "only_kept": gettext_lazy("This drawing is kept for download; no picture of it can be shown here. Send a DXF too."),
    # Drawings.
    "left_out": gettext_lazy("Parts of this drawing cannot be shown here; the page of the drawing names them."),
    "too_many_entities": gettext_lazy(
        "This drawing has more than %(most)s parts. Save only what belongs to this file and send it once more."
    ),
    "too_deep": gettext_lazy(
        "The blocks of this drawing lie more than %(most)s deep in one another. Explode them and send it once more."
    ),
    "nothing_to_draw": gettext_lazy("There is nothing to see in this drawing; it is kept for download only."),
}


class Refused(Exception):
    """The file is not taken. `why` is a key of SENTENCES; the figures go into its sentence."""

    def __init__(self, why: str, **figures):
        super().__init__(why)
        self.why, self.figures = why, figures

    def __str__(self) -> str:
        return sentence(self.why, self.figures)


def sentence(why: str, figures: dict | None = None) -> str:
    """What a person is told, in the language of the moment."""
    return str(SENTENCES[why]) % (figures or {})
