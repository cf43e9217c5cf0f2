"""The staff's sign-in: entrance, choice of a password, enrolment of one-time codes, sign-out."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shahrsazi.credentials import devices, rate_limits
from shahrsazi.credentials.devices import Device
from shahrsazi.ledger.denials import limited
from shahrsazi.persian import formatting
from shahrsazi.staff import session, sign_in, totp
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.session import FULL
from shahrsazi.staff.sign_in_forms import EnrolForm, StaffPasswordForm, StaffSignInForm
from shahrsazi.web import proxies, wanted
from shahrsazi.web.forms import sent
from shahrsazi.web.templates import render

page_methods = require_http_methods(["GET", "HEAD", "POST"])
HOME = {"clerk": "desk", "auditor": "audit", "administrator": "administration"}


@page_methods
def entrance(request: HttpRequest):
    form = StaffSignInForm(request)
    entered = _sign_in(request, form) if form.is_valid() else None
    if entered and entered.closed:
        form.error("", _("Desks are closed at this hour."))
        entered = None
    return _let_in(request, entered) if entered else _entrance_page(request, form)


def _sign_in(request: HttpRequest, form: StaffSignInForm) -> sign_in.SignedIn | None:
    number, password, code = (form.cleaned_data[name] for name in ("user", "password", "code"))
    address, device = proxies.client_address(request), _device(request, number)
    bucket = device.bucket
    if not _may_try(request, form, device):
        return sign_in.sign_in_as_invited(number, password)
    entered = sign_in.sign_in(number, password, code or "")
    if entered is None:
        _count_failure(address, bucket)
        form.error("", _("The user ID, the password or the one-time code is wrong."))
        return None
    rate_limits.clear_failures(bucket)
    return entered


def _device(request: HttpRequest, number: str) -> Device:
    return devices.device_of("staff", number, request.COOKIES.get(settings.STAFF_DEVICE_COOKIE, ""))


def _may_try(request: HttpRequest, form: StaffSignInForm, device: Device) -> bool:
    until, address = rate_limits.locked_until(device.bucket), proxies.client_address(request)
    if until:
        sentence = _(
            "After repeated wrong passwords, sign-in with this user ID is locked until %s on devices like this one."
        )
        form.error("", sentence % formatting.clock(until))
        limited(request, "guesses")
    elif not (device.trusted or rate_limits.is_own_machine(address)) and rate_limits.peek(
        "staff.network", rate_limits.subnet(address)
    ):
        form.error("", _("Too many attempts came from your network. Please try again in ten minutes."))
        limited(request, "staff.network")
    return not form.errors


def _count_failure(address: str, bucket: str) -> None:
    rate_limits.record_failure(bucket)
    if not rate_limits.is_own_machine(address):
        rate_limits.hit("staff.network", rate_limits.subnet(address))


def _let_in(request: HttpRequest, entered: sign_in.SignedIn):
    response = _go_on(request, entered.token) if entered.ready else HttpResponseRedirect(reverse("staff_password"))
    response.set_cookie(settings.STAFF_COOKIE, entered.token, **session.cookie_options())
    return _remember_browser(response, entered.number) if entered.ready else response


def _remember_browser(response: HttpResponseRedirect, number: str) -> HttpResponseRedirect:
    """From now on no guess of a stranger keeps this browser out."""
    cookie = devices.new_cookie("staff", number)
    response.set_cookie(settings.STAFF_DEVICE_COOKIE, cookie, max_age=devices.COOKIE_AGE, **session.cookie_options())
    return response


def _entrance_page(request: HttpRequest, form: StaffSignInForm):
    reason = request.COOKIES.get(settings.LEFT_COOKIE, "")
    notice = {"out": _("You have signed out."), "saved": _("Your password was changed.")}.get(
        reason if not form.sent else ""
    )
    displaced = request.GET.get("ended") == "elsewhere" and not form.sent
    response = render(request, "staff/entrance.html", form=form, notice=notice, displaced=displaced)
    if reason:
        response.delete_cookie(settings.LEFT_COOKIE, path="/")
    return form.remember_visit(response)


def home(request: DeskRequest):
    """Each role's own first page."""
    return HttpResponseRedirect(reverse(HOME[request.desk.role]))


@page_methods
def password(request: DeskRequest):
    form, forced = StaffPasswordForm(sent(request)), request.desk.level < FULL
    form.opened_by_given(forced)
    if form.is_valid() and _may_change(request, form):
        return _go_on(request, sign_in.change_password(request.desk, form.cleaned_data["new"]))
    return render(request, "staff/password.html", form=form, forced=forced)


def _may_change(request: DeskRequest, form: StaffPasswordForm) -> bool:
    current, new = form.cleaned_data["current"], form.cleaned_data["new"]
    bucket = f"staff change/{request.desk.member_id}"
    if rate_limits.locked_until(bucket):
        form.error("", _("Too many wrong passwords. Please try again later."))
    elif not sign_in.is_current_password(request.desk, current):
        rate_limits.record_failure(bucket)
        form.error("current", _("The current password is wrong."))
    else:
        form.refuse(sign_in.password_errors(request.desk, new, current))
    return not form.errors


@page_methods
def enrol(request: DeskRequest):
    """The QR code to photograph with an authenticator, and a field for the first code that it shows."""
    if request.desk.level == FULL:
        return HttpResponseRedirect(reverse("staff_home"))
    form = EnrolForm(sent(request))
    token = _enrolled(request, form) if form.is_valid() else None
    if token:
        return _remember_browser(_go_on(request, token), request.desk.number)
    number = sign_in.enrolment(request.desk)
    return render(
        request,
        "staff/enrol.html",
        form=form,
        spelled=totp.spelled_secret(number),
        qr=_qr_drawing(totp.key_uri(number, request.desk.number)),
    )


def _enrolled(request: DeskRequest, form: EnrolForm) -> str | None:
    bucket = f"staff enrol/{request.desk.member_id}"
    token = None
    if not rate_limits.locked_until(bucket):
        token = sign_in.enrol(request.desk, form.cleaned_data["code"])
    if token is None:
        rate_limits.record_failure(bucket)
        form.error("code", _("This is not the code that the authenticator shows now. Please wait for the next one."))
    return token


def _qr_drawing(uri: str) -> dict:
    """The QR code for an SVG: the length of its side in modules, and one path."""
    matrix = [bytes(row) for row in segno.make(uri, error="m").matrix]
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    return {"side": len(matrix), "path": path}


def _go_on(request: HttpRequest, token: str):
    """To the page that was opened before the sign-in, or else to the member's first page."""
    owner, _reason = session.last_of(token)
    wished = wanted.address_of(request, settings.STAFF_WANTED_COOKIE, owner)
    response = HttpResponseRedirect(wished or reverse("staff_home"))
    response.delete_cookie(settings.STAFF_WANTED_COOKIE, path="/")
    response.set_cookie(settings.STAFF_COOKIE, token, **session.cookie_options())
    return response


@page_methods
def leave(request: HttpRequest):
    """Signing out is a form's; an error page has none, and leads here."""
    if request.method != "POST":
        return render(request, "accounts/leave.html", action=reverse("staff_leave"))
    token = request.COOKIES.get(settings.STAFF_COOKIE, "")
    if session.TOKEN_FORM.fullmatch(token):
        sign_in.sign_out(token)
    response = HttpResponseRedirect(reverse("staff_entrance"))
    response["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(settings.STAFF_COOKIE, path="/")
    response.delete_cookie(settings.STAFF_WANTED_COOKIE, path="/")
    response.set_cookie(settings.LEFT_COOKIE, "out", max_age=60, **session.cookie_options())
    return response
