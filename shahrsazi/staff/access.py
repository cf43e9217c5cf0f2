"""What the pages of staff require: a desk of some role. A citizen's cookie opens none of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_address

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from shahrsazi.staff import session
from shahrsazi.staff.member import ROLES
from shahrsazi.staff.session import FULL, SETTING_UP, Desk
from shahrsazi.web import proxies
from shahrsazi.web.routes import NotSignedInError
from shahrsazi.web.templates import render

MAX_ADDRESS = 2000  # none of ours is longer, and Django refuses to redirect to a very long one


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
    if settings.STAFF_FROM:
        address = ip_address(proxies.client_address(request))
        if not any(address in network for network in settings.STAFF_FROM):
            raise Http404


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
        return HttpResponseRedirect(reverse("staff_password" if request.desk.invitation_id else "staff_enrol"))
    if request.method == "POST":
        return _keep(request) if keep and _something_typed(request) else HttpResponseRedirect(reverse("staff_entrance"))
    address = request.get_full_path()
    come_back = request.method == "GET" and len(address) <= MAX_ADDRESS
    parts = {"next": address} if come_back else {}
    if session.was_displaced(request.COOKIES.get(settings.STAFF_COOKIE, "")):
        parts["ended"] = "elsewhere"
    query = f"?{urlencode(parts)}" if parts else ""
    return HttpResponseRedirect(reverse("staff_entrance") + query)


def _something_typed(request) -> bool:
    return bool(set(request.POST) - {"csrfmiddlewaretoken"})


def _keep(request):
    """A page that holds the typed texts and sends them again, after a sign-in in another window has opened the desk."""
    typed = [(k, v) for k in request.POST if k != "csrfmiddlewaretoken" for v in request.POST.getlist(k)]
    return render(request, "staff/resubmit.html", typed=typed, files=bool(request.FILES), plain=True, status=403)
