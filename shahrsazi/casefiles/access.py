"""The one way in. Every route says what it needs; a page of files is handed the opened file, never its name.

`page(view, needs=…)` is what urls.py puts on a route. The mark `needs` is on the wrapper that is made for the route and
not on the view, so that a bare path() to the same view has no mark and stays shut.
"""

from functools import wraps

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.database.prepared import Arg, Query
from shahrsazi.database.today import Asking
from shahrsazi.people import session
from shahrsazi.people.session import CHANGING, FULL

GRANTS = {
    "ownership": {"citizen"},
    "inspections": {"citizen"},
    "planning": {"citizen"},
    "drawings": {"citizen"},
    "violations": {"citizen"},
    "permits": {"citizen"},
    "history": {"citizen"},
}


class NotSignedIn(Exception):
    """No session, or one that has ended: the entrance is the way on."""


def page(view, *, needs):
    """A route to `view` that is open to whoever meets `needs` and to no one else.

    A view with slow work left gives back a function: it is called when the transaction of the reading is over.
    """

    @wraps(view)
    def route(request, **kwargs):
        try:
            answer = needs(request, view, kwargs)
            return answer() if callable(answer) else answer
        except NotSignedIn:
            return _to_the_entrance(request)

    route.needs = needs
    return route


def anyone(request, view, kwargs):
    """Open to all; such pages read nothing that concerns a person."""
    return view(request, **kwargs)


def entering(request, view, kwargs):
    """The pages of the way in, open to all and to those who are changing their first password."""
    return view(request, **kwargs)


def changing(request, view, kwargs):
    """The change of password: for a session of either level."""
    with transaction.atomic():
        _admit(request, CHANGING)
    return view(request, **kwargs)


def citizen(request, view, kwargs):
    """A signed-in citizen; the view runs in a transaction that the database knows to be theirs."""
    with transaction.atomic():
        _admit(request, FULL)
        return view(request, **kwargs)


def reads_case(request, view, kwargs):
    """A citizen before a file that opens to them; to anyone else it is not there.

    The same 404 answers "not yours", "not served" and "no such file".
    """
    ref = kwargs.pop("ref")
    with transaction.atomic():
        found, [told] = _admit(request, FULL, _CASE.bind(ref=ref), _MARK)
        request.mark = told.mark
        if not found or not found[0].served:
            raise Http404
        return view(request, *_CASE.decode(found), **kwargs)


def lists_files(request, view, kwargs):
    """A citizen, with the files that are theirs to see, whether they open or not."""
    with transaction.atomic():
        files, coming = _admit(request, FULL, _FILES.bind(), _COMING)
        request.coming = coming[0].changes if coming else 0
        return view(request, _FILES.decode(files), **kwargs)


def _admit(request, level: int, *along) -> list:
    """Know the visitor or turn them to the entrance; the rows of the statements that went along."""
    request.visitor, rows = session.enter(request.COOKIES.get(settings.SESSION_COOKIE, ""), *along)
    if request.visitor is None or request.visitor.level < level:
        raise NotSignedIn
    return rows


def _case_by_ref():
    return (
        CaseFile.visible_to(Asking())
        .filter(ref=Arg("ref", CaseFile._meta.get_field("ref")))
        .values(*(f.attname for f in CaseFile._meta.concrete_fields), "served", "district__counter_address")
    )


def _my_files():
    columns = ("id", "ref", "renewal_code", "property_type", "unit_kind", "place", "address", "district_id", "file_no")
    return (
        CaseFile.visible_to(Asking())
        .order_by("district_id", "place", "renewal_code")
        .values(*columns, "served", "district__counter_address")
    )


_CASE, _FILES = Query(_case_by_ref), Query(_my_files)
_MARK = ("SELECT guard.my_mark() AS mark", [])
_COMING = ("SELECT guard.my_coming() AS changes", [])


def _to_the_entrance(request):
    """A person whose session is over, or who has to change a first password, is led to where they can go on."""
    changing = request.COOKIES.get(settings.SESSION_COOKIE) and _is_changing(request)
    response = HttpResponseRedirect(reverse("change_password" if changing else "entrance"))
    if not changing and settings.SESSION_COOKIE in request.COOKIES:
        response.set_cookie("ended", "1", max_age=60, **session.cookie_options())
        response.delete_cookie(settings.SESSION_COOKIE, path="/")
    return response


def _is_changing(request) -> bool:
    with transaction.atomic():
        found = session.visitor(request.COOKIES[settings.SESSION_COOKIE])
    return found is not None and found.level == CHANGING


def closed_by_default(get_response):
    """Middleware: a route without a mark does not exist."""

    def respond(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if getattr(view, "needs", None) is None:
            raise Http404
        return

    respond.process_view = process_view
    return respond
