"""What the counter's pages require: a file open at the clerk's desk, a registration of the clerk's own district."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.http import Http404

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.counter.letters import Letter
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.ledger.entry import record_look
from shahrsazi.staff.access import DeskRequest, clerk


@contextmanager
def opens_at_desk(request: DeskRequest, kwargs) -> Iterator[tuple]:
    """A clerk with a file of their district, or of another district that they gave a reason for; the ledger records it.

    404 for a file that does not exist, is of another district without a reason, or has the clerk as a party.
    """
    ref = kwargs.pop("ref")
    with clerk(request, kwargs):
        yield (open_file(ref, "counter"),)


@contextmanager
def opens_draft(request: DeskRequest, kwargs) -> Iterator[tuple]:
    """A clerk with a registration of their district, or one of another's that theirs may confirm; 404 for one on a file
    that they are a party to, or that is another district's by now."""
    ref = kwargs.pop("ref")
    with clerk(request, kwargs):
        draft = Draft.objects.using("staff").select_related("district", "case").filter(ref=ref).first()
        if draft is None or draft.case_id and not draft.case:  # not a desk's whose the file is no more
            raise Http404
        case = open_file(draft.case.ref, "registration") if draft.case else None
        if case is None:
            record_look("registration", None, draft=draft.id)
        yield (Registration(request.desk, draft, case),)


@contextmanager
def opens_letter(request: DeskRequest, kwargs) -> Iterator[tuple]:
    """A clerk with a letter of their district and its file; 404 for one of another's, or on a file of their own."""
    ref = kwargs.pop("ref")
    with clerk(request, kwargs):
        letter = Letter.objects.using("staff").select_related("case").filter(ref=ref).first()
        if letter is None:
            raise Http404
        letter.case = open_file(letter.case.ref, "letter")
        yield (letter,)


def open_file(ref: str, part: str) -> CaseFile:
    """Bind the transaction to the file of a reference and record that in the ledger; 404 if it is not for this desk."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.open_case_at_desk(%s, %s)", [ref, part])
        [case_id] = cursor.fetchone()
    # The desk may have been closed in another window since: then its policies show nothing.
    case = CaseFile.at_desk.select_related("district").filter(id=case_id).first() if case_id else None
    if case is None:
        raise Http404
    return case
