"""The letter that is prepared for what waits in a file, as a PDF."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.casefiles import letters
from shahrsazi.casefiles.section import TERMS
from shahrsazi.casefiles.terms.term import state
from shahrsazi.database.prepared import run
from shahrsazi.ledger.entry import recording_of_reading
from shahrsazi.persian import dates


@require_GET
def letter(request: CitizenRequest, casefile, key):
    """404 where this file has no such term, it asks for no letter any more, or an attorney may not object; they object
    in the name of those alone who left it to them. Set after the reading has ended.
    """
    me = request.visitor
    recording = recording_of_reading(me.person_id, casefile.id, "letter")
    [terms] = run((TERMS, {"cases": [casefile.id]}), with_queries=recording)
    row = next((t for t in terms if letters.key_of(t) == key), None)
    act = letters.act_of(row, state(row, dates.today())) if row else None
    roles = [role for role in request.roles if role.objects or not act or act.name != "objection"]
    if act is None or not roles:
        raise Http404
    name = f"letter-{act.name}-{casefile.file_no}".replace("/", "-")
    return lambda: _as_pdf(letters.prepared(row, act, casefile, roles, me.name), name)


def _as_pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, f"{name}.pdf") or "attachment",
            "Cache-Control": "no-store",
        },
    )
