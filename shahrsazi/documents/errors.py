"""Why a file is not taken, or not as it was: a key where the file is opened, a sentence where a person reads it."""

from shahrsazi.documents.where import in_words, pages_of, why_of


def N_(words: str) -> str:
    """Only marks a sentence for its translators: the confined process that opens files has no Django."""
    return words


SENTENCES = {
    # Not taken.
    "missing": N_("The file is not there. Put it beside the feed, in the folder of papers."),
    "unreadable": N_("This file could not be read. Choose it again and send it once more."),
    "not_kept": N_("The place where papers are kept does not answer now. Please try again later."),
    "empty": N_("There is nothing in this file. Scan or export it again and send it once more."),
    "too_large": N_("This file is larger than %(most)s MB. Scan it more coarsely, or send it in parts."),
    "not_a_kind": N_(
        "Files of this kind are not taken. Send a PDF, JPEG, PNG, TIFF or WebP; a drawing also as DXF or DWG."
    ),
    "named_otherwise": N_(
        "The name of this file ends in “%(said)s”, but what is in it is %(found)s. Export it again as what it is."
    ),
    "no_ending": N_("The name of this file does not say what it is. Give it its ending, such as .pdf or .jpg."),
    "broken": N_("This file is damaged and cannot be opened. Scan or export it again and send it once more."),
    "locked": N_("This PDF opens only with a password. Save it without a password and send it once more."),
    "locked_otherwise": N_(
        "This PDF is encrypted in a way that cannot be opened here, such as for the holder of a certificate. "
        "Save it without encryption and send it once more."
    ),
    "no_pages": N_("There is no page in this file. Export it again and send it once more."),
    "too_many_pixels": N_(
        "This picture has more than %(most)s million points. Scan it more coarsely, or send a smaller photograph."
    ),
    "unusual": N_("The points of this picture are stored in a way that cannot be read here. Save it as PNG or JPEG."),
    "all_transparent": N_(
        "All of this picture is transparent, so that nothing can be seen in it. "
        "Export it without transparency and send it once more."
    ),
    "only_preview": N_(
        "This TIFF shows only a small preview; its picture is stored in a way that cannot be read here. "
        "Export it as an ordinary TIFF or JPEG."
    ),
    "too_many_pages": N_("This file has more than %(most)s pages. Send it in parts."),
    "page_without_size": N_(
        "A page of this file has no size, or next to none. Export it as large as its sheet of paper."
    ),
    "portfolio": N_(
        "This PDF is a collection: its papers are attached to a cover. "
        "Save each of them from it, and send them themselves."
    ),
    "dynamic_form": N_(
        "The pages of this form are built only by the program that it was made with. Open it there, print it to PDF, "
        "and send that."
    ),
    "attachments_locked": N_(
        "What matters in this PDF is attached to it and locked with a password. "
        "Open it, save what is attached without a password, and send that."
    ),
    "page_too_big": N_("A page of this file is larger than any sheet of paper. Export it at its true size."),
    "too_long": N_("Opening this file takes too long. Export it more simply, or send it in parts."),
    "too_much": N_("Opening this file needs too much memory. Export it more simply, or send it in parts."),
    "not_in_turn": N_("So much was sent at once that this file was not opened. Choose it again and send it once more."),
    "day_full": N_("The scans that you may send in one day are used up. What was sent before is kept; go on tomorrow."),
    "infected": N_("The virus scanner found something harmful in this file. Do not open it; make it anew."),
    "unscanned": N_("The virus scanner does not answer now, and without it no file is taken. Please try again later."),
    # Taken, but not as it was.
    "repaired": N_("The file was damaged; what could be read was repaired. Please compare it with the paper."),
    "neutralised": N_("Scripts, attachments, forms or links were taken out of the file; its pages are whole."),
    "signed": N_(
        "The file is digitally signed. What is shown is a clean copy: its pages are whole, "
        "but the signature does not hold over a copy."
    ),
    "signed_apart": N_(
        "The file is digitally signed. What is shown is a clean copy, which carries no signature itself; "
        "the file as it came is stored apart."
    ),
    "unsigned": N_("This file has room for a digital signature, but nobody has signed there."),
    "notes_beside": N_(
        "There are notes, stamps or signatures in this file; who wrote what and when stands beside the page."
    ),
    "notes_lost": N_(
        "Some notes or marks of this file cannot be drawn on its pages; who wrote what and when stands beside the page."
    ),
    "fonts_missing": N_(
        "Some words of this file are in a font that is not in it or is damaged there: here they may be missing, or be "
        "other letters. Embed the fonts when you export it, and send it once more."
    ),
    "first_frame": N_("Only the first picture of this moving image was kept."),
    "trimmed": N_("Something that does not belong to the picture was hidden behind it; it was left out."),
    "white_on_grey": N_(
        "White parts of this picture lie on nothing; they are shown on grey, else nobody could see them."
    ),
    "only_kept": N_("This drawing is kept for download; no picture of it can be shown here. Send a DXF too."),
    # Drawings.
    "left_out": N_("Parts of this drawing cannot be shown here; the page of the drawing names them."),
    "too_many_entities": N_(
        "This drawing has more than %(most)s parts. Save only what belongs to this file and send it once more."
    ),
    "too_deep": N_(
        "The blocks of this drawing lie more than %(most)s deep in one another. Explode them and send it once more."
    ),
    "nothing_to_draw": N_("There is nothing to see in this drawing; it is kept for download only."),
}


class FileRejectedError(Exception):
    """The file is not taken. `reason` is a key of SENTENCES; the figures go into its sentence."""

    def __init__(self, reason: str, **figures):
        super().__init__(reason)
        self.reason, self.figures = reason, figures

    def __str__(self) -> str:
        return sentence(self.reason, self.figures)


def sentence(reason: str, figures: dict | None = None) -> str:
    """What a person is told, in the language of the moment, with the pages that it holds for where these are known."""
    from django.utils.translation import gettext

    from shahrsazi.persian import formatting

    words = gettext(SENTENCES[why_of(reason)])
    words %= {name: formatting.digits(value) for name, value in (figures or {}).items()}
    return f"{words} {in_words(pages_of(reason))}".strip()
