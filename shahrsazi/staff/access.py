"""What the pages of staff require: a desk of some role. A citizen's cookie opens none of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from shahrsazi.staff import session
from shahrsazi.staff.member import ROLES
from shahrsazi.staff.session import FULL, SETTING_UP
from shahrsazi.web.routes import NotSignedInError
from shahrsazi.web.templates import render


@contextmanager
def staff_entering(request, kwargs) -> Iterator[tuple]:
    """The staff's entrance: open to all."""
    yield ()


@contextmanager
def _desk(request, kwargs, roles: tuple[str, ...], level: int) -> Iterator[tuple]:
    with transaction.atomic(using="staff"):
        request.desk = session.load_desk(request.COOKIES.get(settings.STAFF_COOKIE, ""))
        if request.desk is None or request.desk.level < level:
            raise NotSignedInError(partial(_to_the_entrance, keep=level == FULL))
        if request.desk.role not in roles:
            raise Http404
        yield ()


def desk_of(*roles: str, level: int = FULL):
    """Requires a desk of one of these roles, in a transaction that is bound to it in the database."""
    return partial(_desk, roles=roles, level=level)


setting_up = desk_of(*ROLES, level=SETTING_UP)  # choosing a password, enrolling one-time codes
any_staff = desk_of(*ROLES)
clerk = desk_of("clerk")  # of some district's case-formation unit
auditor = desk_of("auditor")
administrator = desk_of("administrator")
second_person = desk_of("administrator", "auditor")  # who may agree to what an administrator requests


def _to_the_entrance(request, keep: bool):
    """Redirect to the sign-in. Texts that were being sent are not lost, unless they were a password."""
    if request.desk is not None:
        return HttpResponseRedirect(reverse("staff_password" if request.desk.invitation_id else "staff_enrol"))
    if request.method == "POST":
        return _keep(request) if keep and _something_typed(request) else HttpResponseRedirect(reverse("staff_entrance"))
    query = "?" + urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return HttpResponseRedirect(reverse("staff_entrance") + query)


def _something_typed(request) -> bool:
    return bool(set(request.POST) - {"csrfmiddlewaretoken"})


def _keep(request):
    """A page that holds the typed texts and sends them again, after a sign-in in another window has opened the desk."""
    typed = [(k, v) for k in request.POST if k != "csrfmiddlewaretoken" for v in request.POST.getlist(k)]
    return render(request, "staff/kept.html", typed=typed, files=bool(request.FILES), plain=True, status=403)
