"""The staff's sign-in: entrance, choice of a password, enrolment of one-time codes, sign-out."""

import segno
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shahrsazi.accounts.forms import SignInForm
from shahrsazi.credentials import rate_limits
from shahrsazi.persian import formatting
from shahrsazi.persian.text import ascii_digits
from shahrsazi.staff import session, sign_in, totp
from shahrsazi.staff.session import FULL
from shahrsazi.web import proxies
from shahrsazi.web.templates import render

page_methods = require_http_methods(["GET", "HEAD", "POST"])
HOME = {"clerk": "desk", "auditor": "audit", "administrator": "administration"}


@page_methods
def entrance(request):
    form = SignInForm(request, "staff")
    if form.sent and form.captcha_passed():
        entered = _sign_in(request, form)
        if entered is not None:
            return _let_in(request, entered)
    elif form.sent:
        form.national_code()
    return _entrance_page(request, form)


def _sign_in(request, form: SignInForm) -> sign_in.SignedIn | None:
    number, password = form.national_code(), form.required("password")
    bucket = f"staff/{number}"
    if form.errors or not _may_try(request, form, bucket):
        return None
    entered = sign_in.sign_in(number, password, ascii_digits(form.values.get("code", "")).strip())
    if entered is None:
        rate_limits.record_failure(bucket)
        form.error("password", _("The user ID, the password or the one-time code is wrong."))
        return None
    rate_limits.clear_failures(bucket)
    return entered


def _may_try(request, form: SignInForm, bucket: str) -> bool:
    until, address = rate_limits.locked_until(bucket), proxies.client_address(request)
    if until:
        sentence = _("After repeated wrong passwords, sign-in with this user ID is locked until %s.")
        form.error("", sentence % formatting.clock(until))
    elif not rate_limits.is_own_machine(address) and rate_limits.hit("staff.network", rate_limits.subnet(address)):
        form.error("", _("Too many attempts came from your network. Please try again in ten minutes."))
    return not form.errors


def _let_in(request, entered: sign_in.SignedIn):
    response = HttpResponseRedirect(_next(request) if entered.ready else reverse("staff_password"))
    response.set_cookie(settings.STAFF_COOKIE, entered.token, **session.cookie_options())
    return response


def _next(request) -> str:
    """The page that was requested before the sign-in, if it is one of this site; else the member's first page."""
    wanted = request.POST.get("next", "")
    try:
        own = url_has_allowed_host_and_scheme(wanted, None) and resolve(wanted.partition("?")[0])
    except Resolver404:
        own = False
    return wanted if own else reverse("staff_home")


def _entrance_page(request, form: SignInForm):
    reason = request.COOKIES.get("left", "")
    notice = {"out": _("You have signed out."), "saved": _("Your password was changed.")}.get(
        reason if not form.sent else ""
    )
    wanted = request.GET.get("next", "") or form.values.get("next", "")
    response = render(request, "staff/entrance.html", form=form, notice=notice, wanted=wanted[:200])
    if reason:
        response.delete_cookie("left", path="/")
    return form.remember_visit(response)


def home(request):
    """Each role's own first page."""
    return HttpResponseRedirect(reverse(HOME[request.desk.role]))


@page_methods
def password(request):
    form = SignInForm(request, "staff password")
    if form.sent:
        _check_change(request, form)
        if not form.errors:
            return _go_on(sign_in.change_password(request.desk, form.values["new"]), "staff_home")
    return render(request, "staff/password.html", form=form, forced=request.desk.level < FULL)


def _check_change(request, form: SignInForm) -> None:
    current, new, again = form.required("current"), form.required("new"), form.required("again")
    bucket = f"staff change/{request.desk.member_id}"
    if form.errors:
        return
    if rate_limits.locked_until(bucket):
        form.error("", _("Too many wrong passwords. Please try again later."))
    elif not sign_in.is_current_password(request.desk, current):
        rate_limits.record_failure(bucket)
        form.error("current", _("The current password is wrong."))
    else:
        for sentence in sign_in.password_errors(request.desk, new, current):
            form.error("new", str(sentence))
        if new != again:
            form.error("again", _("The new password and its repetition are not the same."))


@page_methods
def enrol(request):
    """The QR code to photograph with an authenticator, and a field for the first code that it shows."""
    if request.desk.level == FULL:
        return HttpResponseRedirect(reverse("staff_home"))
    form = SignInForm(request, "staff enrol")
    if form.sent and form.required("code"):
        token = _enrolled(request, form)
        if token:
            return _go_on(token, "staff_home")
    number = sign_in.enrolment(request.desk)
    return render(
        request,
        "staff/enrol.html",
        form=form,
        spelled=totp.spelled_secret(number),
        qr=_qr_drawing(totp.key_uri(number, request.desk.number)),
    )


def _enrolled(request, form: SignInForm) -> str | None:
    bucket = f"staff enrol/{request.desk.member_id}"
    token = None
    if not rate_limits.locked_until(bucket):
        token = sign_in.enrol(request.desk, ascii_digits(form.values["code"]).strip())
    if token is None:
        rate_limits.record_failure(bucket)
        form.error("code", _("This is not the code that the authenticator shows now. Please wait for the next one."))
    return token


def _qr_drawing(uri: str) -> dict:
    """The QR code for an SVG: the length of its side in modules, and one path."""
    matrix = [bytes(row) for row in segno.make(uri, error="m").matrix]
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    return {"side": len(matrix), "path": path}


def _go_on(token: str, name: str):
    response = HttpResponseRedirect(reverse(name))
    response.set_cookie(settings.STAFF_COOKIE, token, **session.cookie_options())
    return response


@require_POST
def leave(request):
    token = request.COOKIES.get(settings.STAFF_COOKIE, "")
    if session.TOKEN_FORM.fullmatch(token):
        session.end_token(token)
    response = HttpResponseRedirect(reverse("staff_entrance"))
    response["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(settings.STAFF_COOKIE, path="/")
    response.set_cookie("left", "out", max_age=60, **session.cookie_options())
    return response
