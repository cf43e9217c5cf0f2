"""What the pages of staff require: a desk of some role. A citizen's cookie opens none of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_address

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse

from shahrsazi.staff import session
from shahrsazi.staff.member import ROLES
from shahrsazi.staff.session import FULL, SETTING_UP, Desk
from shahrsazi.web import forms, proxies, signed_in, wanted
from shahrsazi.web.routes import NotSignedInError
from shahrsazi.web.templates import render


class DeskRequest(HttpRequest):
    """The request of a page that needs a desk: whose it is was looked up before the view begins."""

    desk: Desk


@contextmanager
def staff_entering(request, kwargs) -> Iterator[tuple]:
    """The staff's entrance: open to all in the staff's networks."""
    _refuse_elsewhere(request)
    yield ()


def _refuse_elsewhere(request) -> None:
    """From outside the networks that the operator named there is nothing of the staff's to be found."""
    if not _is_from_networks(request):
        raise Http404


def _is_from_networks(request) -> bool:
    if not settings.STAFF_FROM:
        return True
    address = ip_address(proxies.client_address(request))
    return any(address in network for network in settings.STAFF_FROM)


@contextmanager
def _desk(request, roles: tuple[str, ...], level: int = FULL) -> Iterator[tuple]:
    _refuse_elsewhere(request)
    with transaction.atomic(using="staff"):
        request.desk = session.load_desk(request.COOKIES.get(settings.STAFF_COOKIE, ""))
        if request.desk is None or request.desk.level < level:
            raise NotSignedInError(partial(_to_the_entrance, keep=level == FULL))
        if request.desk.role not in roles:
            raise Http404
        yield ()


def setting_up(request, kwargs):
    """Choosing a password, enrolling one-time codes: for a desk of either level."""
    return _desk(request, ROLES, SETTING_UP)


def any_staff(request, kwargs):
    """Whoever has a desk, whatever their role."""
    return _desk(request, ROLES)


def clerk(request, kwargs):
    """A clerk of some district's case-formation unit."""
    return _desk(request, ("clerk",))


def auditor(request, kwargs):
    return _desk(request, ("auditor",))


def administrator(request, kwargs):
    return _desk(request, ("administrator",))


def second_person(request, kwargs):
    """Who may agree to what an administrator asks for: another administrator, or the auditor."""
    return _desk(request, ("administrator", "auditor"))


def _to_the_entrance(request, keep: bool):
    """Redirect to the sign-in. Texts that were being sent are not lost, unless they were a password."""
    if request.desk is not None:
        response = HttpResponseRedirect(reverse("staff_password" if request.desk.invitation_id else "staff_enrol"))
        return _remembering(request, response, request.desk.person_id)
    owner, reason = session.last_of(request.COOKIES.get(settings.STAFF_COOKIE, ""))
    if request.method == "POST" and keep and forms.typed(request):
        return _keep(request)
    ended = "?ended=elsewhere" if reason == "elsewhere" else ""
    return _remembering(request, HttpResponseRedirect(reverse("staff_entrance") + ended), owner)


def _remembering(request, response, owner: int):
    """They come back to this page afterwards."""
    if request.method == "GET":  # a desk's forms have addresses that no page answers
        wanted.note(request, response, settings.STAFF_WANTED_COOKIE, owner, session.cookie_options())
    return response


def _keep(request):
    """A page that holds the typed texts and sends them again, after a sign-in in another window has opened the desk."""
    typed = forms.typed(request)
    return render(request, "staff/resubmit.html", typed=typed, files=bool(request.FILES), plain=True, status=403)


def _desk_of(request) -> Desk | None:
    """Whose desk the cookie opens, for the header of any page; from outside the staff's networks it opens none."""
    if not _is_from_networks(request):
        return None
    with transaction.atomic(using="staff"):
        return session.load_desk(request.COOKIES.get(settings.STAFF_COOKIE, ""))


names_the_desk = signed_in.recognises("desk", _desk_of, settings.STAFF_COOKIE)
