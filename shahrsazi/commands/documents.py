"""Say what the sandbox makes of files, a line of JSON each; have missing renditions made, or signatures checked;
or erase papers for good, each named by its SHA-256."""

import os
import sys
from pathlib import Path

from shahrsazi.commands import need_owner, setup_django
from shahrsazi.persian.language import in_language


def add_arguments(parser) -> None:
    parser.add_argument("act", choices=["check", "render", "verify", "erase"])
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE")
    parser.add_argument("--out", type=Path, metavar="DIR")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--even-named", action="store_true")
    parser.add_argument("--language", choices=["en", "fa"], default="en")


def run(options) -> None:
    if options.act == "check":
        os.environ.setdefault("SHAHRSAZI_MODE", "demo")  # it reads no database and no key
    setup_django()
    {"render": _render, "verify": _verify, "erase": _erase, "check": _check}[options.act](options)


def _render(options) -> None:
    if options.files:
        sys.exit("documents render takes no files: it asks for the renditions of what is stored.")
    from shahrsazi.documents.tasks import render_again

    print(f"The renditions of {render_again(options.all)} documents will be made by the worker.")


def _verify(options) -> None:
    if options.files:
        sys.exit("documents verify takes no files: it asks for the signatures of what is stored.")
    from shahrsazi.documents.tasks import verify_again

    print(f"The signatures of {verify_again()} documents will be checked by the worker.")


def _erase(options) -> None:
    if not options.files:
        sys.exit("documents erase needs at least one SHA-256.")
    need_owner()
    refusals = [refusal for name in options.files if (refusal := _erased(str(name), options.even_named))]
    print(f"{len(options.files) - len(refusals)} documents were erased.")
    if refusals:
        sys.exit("\n".join(refusals))


def _erased(sha256: str, even_named: bool) -> str:
    """Why it was not; or nothing. Of a paper that a file names, its owners read in the same transaction's ledger."""
    from django.db import transaction

    from shahrsazi.documents.erasing import erase, named_in
    from shahrsazi.ledger.entry import Author, record_act

    named = named_in(sha256)
    if named and not even_named:
        rows = ", ".join(f"{len(cases)} of {table}" for table, cases in named.items())
        return f"Not erased, for rows still name it: {sha256} ({rows}). --even-named erases it all the same."
    with transaction.atomic(using="owner"):
        if not erase(sha256):
            return f"Not stored: {sha256}"
        files = {case for cases in named.values() for case in cases if case}
        for case in files or [None]:
            record_act("paper_erased", by=Author("owner", "operator"), case=case, detail={"paper": sha256[:12]})
    return ""


def _check(options) -> None:
    """Needs no database."""

    from shahrsazi.documents.originals import trusted_roots
    from shahrsazi.documents.sandbox.check_command import check

    if not options.files:
        sys.exit("documents check needs at least one FILE.")
    try:
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"Nothing can be written to {options.out}: {error.strerror}.")
    with in_language(options.language):
        check(options.files, options.out, trusted_roots())
