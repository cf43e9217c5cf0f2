"""What the pages of staff need: a desk of some role, an opened file. A citizen's cookie opens none of them."""

from django.conf import settings
from django.db import connections, transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.pages.show import show
from shahrsazi.staff import session
from shahrsazi.staff.session import FULL, SETTING_UP


def staff_entering(request, view, kwargs):
    """The staff's entrance: open to all."""
    return view(request, **kwargs)


def setting_up(request, view, kwargs):
    """Choosing a password, enrolling one-time codes: for a desk of either level."""
    return _at_desk(request, view, kwargs, ("clerk", "auditor", "administrator"), SETTING_UP)


def any_staff(request, view, kwargs):
    """Whoever has a desk, whatever their role."""
    return _at_desk(request, view, kwargs, ("clerk", "auditor", "administrator"))


def clerk(request, view, kwargs):
    """A clerk of some district's case-formation unit."""
    return _at_desk(request, view, kwargs, ("clerk",))


def auditor(request, view, kwargs):
    return _at_desk(request, view, kwargs, ("auditor",))


def administrator(request, view, kwargs):
    return _at_desk(request, view, kwargs, ("administrator",))


def second_person(request, view, kwargs):
    """Who may agree to what an administrator asks for: another administrator, or the auditor."""
    return _at_desk(request, view, kwargs, ("administrator", "auditor"))


def opens_at_desk(request, view, kwargs):
    """A clerk before a file of their district, or of another that they gave a reason for; the ledger knows of it.

    Not to be had: a file that is not there, of another district without a reason, or that the clerk is a party to.
    """
    ref = kwargs.pop("ref")

    def with_the_file(request, **rest):
        return view(request, open_file(ref, "counter"), **rest)

    return _at_desk(request, with_the_file, kwargs, ("clerk",))


def open_file(ref: str, part: str) -> CaseFile:
    """The file of a reference, bound to this transaction and noted in the ledger; 404 when it is not for this desk."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.open_at_desk(%s, %s)", [ref, part])
        [found] = cursor.fetchone()
    if found is None:
        raise Http404
    return CaseFile._base_manager.using("staff").select_related("district").get(id=found)


def _at_desk(request, view, kwargs, roles: tuple, level: int = FULL):
    with transaction.atomic(using="staff"):
        request.desk = session.sit_down(request.COOKIES.get(settings.STAFF_COOKIE, ""))
        if request.desk is None or request.desk.level < level:
            return _to_the_entrance(request, keep=level == FULL)
        if request.desk.role not in roles:
            raise Http404
        return view(request, **kwargs)


def _to_the_entrance(request, keep: bool):
    """Over to the way in. What was being sent is not lost, unless it was a password."""
    if request.desk is not None:
        return HttpResponseRedirect(reverse("staff_password" if request.desk.invitation_id else "staff_enrol"))
    if request.method == "POST":
        return _keep(request) if keep and _something_typed(request) else HttpResponseRedirect(reverse("staff_entrance"))
    ask = "?" + urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return HttpResponseRedirect(reverse("staff_entrance") + ask)


def _something_typed(request) -> bool:
    return bool(set(request.POST) - {"csrfmiddlewaretoken"})


def _keep(request):
    """The typed texts, in a page that sends them again once the desk is open: signing in happens in a window beside."""
    typed = [(k, v) for k in request.POST if k != "csrfmiddlewaretoken" for v in request.POST.getlist(k)]
    return show(request, "staff/kept.html", typed=typed, files=bool(request.FILES), plain=True, status=403)
