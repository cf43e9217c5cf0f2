"""The sign-in pages: entrance, getting a password, changing it, leaving; the captcha's picture and voice."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shahrsazi.accounts import sign_in
from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.accounts.forms import PasswordForm, PasswordRequestForm, SignInForm
from shahrsazi.credentials import captcha, captcha_image, devices, passwords, rate_limits, sessions
from shahrsazi.credentials.devices import Device
from shahrsazi.credentials.sessions import FULL, Session
from shahrsazi.ledger.denials import limited
from shahrsazi.messages import gateways
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian import formatting
from shahrsazi.persian.digits import whole_number
from shahrsazi.web import proxies, wanted
from shahrsazi.web.templates import render

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@page_methods
def entrance(request: HttpRequest):
    form = SignInForm(request)
    return _sign_in(request, form) if form.is_valid() else _entrance_page(request, form)


def _sign_in(request: HttpRequest, form: SignInForm):
    number, password = form.cleaned_data["user"], form.cleaned_data["password"]
    address, device = proxies.client_address(request), _device(request, number)
    bucket, trusted = device
    if not _may_try(request, form, device):
        try:
            entered = sign_in.sign_in_as_sent(number, password, device=_agent(request))
        except sign_in.AccountBlockedError:
            return _blocked(request, form)
        return _let_in(request, number, entered) if entered else _entrance_page(request, form, status=429)
    try:
        entered = sign_in.sign_in(number, password, device=_agent(request), trusted=trusted)
    except sign_in.AccountBlockedError:
        return _blocked(request, form)
    if entered is None:
        _count_failure(address, bucket)
        form.error("", _("The user ID or the password is wrong."))
        return _entrance_page(request, form)
    rate_limits.clear_failures(bucket)
    rate_limits.hit("entrance.often", bucket)
    return _let_in(request, number, entered)


def _device(request: HttpRequest, number: str) -> Device:
    return devices.device_of("citizen", number, request.COOKIES.get(settings.DEVICE_COOKIE, ""))


def _may_try(request: HttpRequest, form: SignInForm, device: Device) -> bool:
    """What strangers of a network guess does not keep out whoever has signed in from this browser before."""
    until, address = rate_limits.locked_until(device.bucket), proxies.client_address(request)
    if until:
        sentence = _(
            "After repeated wrong passwords, sign-in with this user ID is locked until %s on devices like this one. "
            "With a password that is sent to you now you can come in at once."
        )
        form.error("", sentence % formatting.clock(until))
        limited(request, "guesses")
    elif wait := rate_limits.peek("entrance.often", device.bucket):
        sentence = _("You have signed in very often in a short time. Please try again in %s minutes.")
        form.error("", sentence % formatting.digits(-(-wait // 60)))
        limited(request, "entrance.often")
    elif not (device.trusted or rate_limits.is_own_machine(address)) and (
        rate_limits.peek("entrance.network", rate_limits.subnet(address))
        or rate_limits.peek("entrance.neighbourhood", rate_limits.wide_subnet(address))
    ):
        form.error("", _("Too many wrong passwords came from your network. Please try again in ten minutes."))
        limited(request, "entrance.network")
    return not form.errors


def _count_failure(address: str, bucket: str) -> None:
    rate_limits.record_failure(bucket)
    if not rate_limits.is_own_machine(address):
        rate_limits.hit("entrance.network", rate_limits.subnet(address))
        rate_limits.hit("entrance.neighbourhood", rate_limits.wide_subnet(address))


def _blocked(request: HttpRequest, form: SignInForm):
    form.error("", _("This account is blocked. Two clerks of your district's counter open it again."))
    return _entrance_page(request, form)


def _let_in(request: HttpRequest, number: str, entered: sign_in.SignedIn):
    """From now on the browser is a known one, also that of someone with a sent password: it came to her telephone."""
    wished = wanted.address_of(request, settings.WANTED_COOKIE, entered.person_id)
    if entered.level == FULL:
        response = HttpResponseRedirect(wished or reverse("case_list"))
        response.delete_cookie(settings.WANTED_COOKIE, path="/")
    else:
        response = HttpResponseRedirect(reverse("change_password"))
    response.set_cookie(settings.SESSION_COOKIE, entered.token, **sessions.cookie_options())
    cookie = devices.new_cookie("citizen", number)
    response.set_cookie(settings.DEVICE_COOKIE, cookie, max_age=devices.COOKIE_AGE, **sessions.cookie_options())
    return response


def _agent(request: HttpRequest) -> str:
    """Roughly what kind of device: enough for its owner to recognise it, too little to track anyone."""
    agent = request.headers.get("User-Agent", "")
    system = next((s for s in ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux") if s in agent), "")
    browser = next((b for b in ("Firefox", "Edg", "OPR", "Chrome", "Safari") if b in agent), "")
    return f"{browser} {system}".strip().replace("Edg", "Edge").replace("OPR", "Opera")


def _entrance_page(request: HttpRequest, form: SignInForm, status: int = 200):
    reason = request.COOKIES.get(settings.ENDED_COOKIE, "")
    notices = {
        "saved": _("Your password was changed. Please sign in with the new password."),
        "out": _("You have signed out."),
        "blocked": _("Your account is blocked. Two clerks of your district's counter open it again."),
        "too_many": _(
            "This session was ended because somebody signed in with your user ID on other devices. "
            "If it was not you, get a new password at once."
        ),
        "changed": _("Your password was changed on another device, which ended this session."),
        "unsaved": _("Your session has ended, and what you sent was not saved. Please sign in again."),
    }
    ended = _("Your session has ended. Please sign in again.")
    notice = notices.get(reason, ended if reason else "") if not form.sent else ""
    context = {"form": form, "notice": notice, "done": reason in ("saved", "out")}
    returns = bool(request.COOKIES.get(settings.WANTED_COOKIE))
    response = render(request, "accounts/entrance.html", status=status, wanted=returns, **context)
    if reason:
        response.delete_cookie(settings.ENDED_COOKIE, path="/")
    return form.remember_visit(response)


@page_methods
def get_password(request: HttpRequest):
    form = PasswordRequestForm(request)
    if form.is_valid():
        number, channel = form.cleaned_data["user"], form.cleaned_data["channel"]
        device, address = _device(request, number), proxies.client_address(request)
        refusal = sign_in.request_password(number, channel, address, device, formatting.language())
        if refusal:
            limited(request, f"password.{refusal.limit}")
        return _redirect_to_sent(channel, refusal)
    page = render(request, "accounts/get_password.html", form=form, channels=gateways.channels())
    return form.remember_visit(page)


def _redirect_to_sent(channel: str, refusal: sign_in.Refusal | None):
    """The same answer for everyone, registered or not; a refusal follows only from what was typed before."""
    query = {"way": channel}
    if refusal:
        query |= {"wait": str(-(-refusal.wait // 60)), "why": refusal.limit}
    return HttpResponseRedirect(f"{reverse('password_sent')}?{urlencode(query)}")


@require_GET
def password_sent(request: HttpRequest):
    channel = "email" if request.GET.get("way") == "email" else "sms"
    minutes = whole_number(request.GET.get("wait"), 4) or 0
    return render(
        request,
        "accounts/password_sent.html",
        channel=channel,
        channels=gateways.channels(),
        minutes=minutes,
        why=request.GET.get("why", ""),
    )


@page_methods
def change_password(request: CitizenRequest):
    form, forced = PasswordForm(request), request.visitor.level != FULL
    form.opened_by_given(forced)
    if form.is_valid() and _may_change(request, form):
        return _ended("saved" if sign_in.change_password(request.visitor, form.cleaned_data["new"]) else "1")
    return form.remember_visit(render(request, "accounts/change_password.html", form=form, forced=forced))


def _may_change(request: CitizenRequest, form: PasswordForm) -> bool:
    bucket = f"change/{request.visitor.person_id}"
    if rate_limits.locked_until(bucket):
        form.error(
            "",
            _("After repeated wrong passwords, sign-in with this user ID is locked until %s.")
            % formatting.clock(rate_limits.locked_until(bucket)),
        )
    elif not sign_in.is_current_password(request.visitor, form.cleaned_data["current"]):
        rate_limits.record_failure(bucket)
        form.error("current", _("The current password is wrong."))
    else:
        _check_new(request, form)
    return not form.errors


def _check_new(request: CitizenRequest, form: PasswordForm) -> None:
    person = Person.objects.using("entrance").only("number").get(id=request.visitor.person_id)
    mobile = Contact.mobile_at_entrance(person.id)
    typed = form.cleaned_data
    form.refuse(passwords.errors(typed["new"], national_code=person.number, mobile=mobile, current=typed["current"]))


@page_methods
def leave(request: HttpRequest):
    """Signing out is a form's; an error page has none, and leads here."""
    if request.method != "POST":
        return render(request, "accounts/leave.html", action=reverse("leave"))
    sign_in.sign_out(request.COOKIES.get(settings.SESSION_COOKIE, ""))
    return _ended("out", clear=True)


def _ended(reason: str, *, clear: bool = False):
    response = HttpResponseRedirect(reverse("entrance"))
    if clear:
        response["Clear-Site-Data"] = '"cache", "storage"'
        response.delete_cookie(settings.WANTED_COOKIE, path="/")
    response.delete_cookie(settings.SESSION_COOKIE, path="/")
    response.set_cookie(settings.ENDED_COOKIE, reason, max_age=60, **sessions.cookie_options())
    return response


@page_methods
def my_sessions(request: CitizenRequest):
    """One's own sessions; any of the others can be ended."""
    if request.method == "POST" and "block" in request.POST:
        return _block(request)
    if request.method == "POST":
        return _end_one(request)
    rows = list(
        sessions.live(request.visitor.person_id, using="default")
        .order_by("-began_at")
        .defer("key_hash", "end_reason", "first_password")
    )
    contact = Contact.objects.filter(person=request.visitor.person_id).first()
    now, channels = timezone.now(), ("sms", "email")
    reached = {channel: contact.reached_at(channel, now) if contact else "" for channel in channels}
    return render(request, "accounts/sessions.html", sessions=rows, reached=reached)


def _block(request: CitizenRequest):
    """«مسدود کردن حساب» by its owner: nobody signs in any more, also not who holds the telephone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT guard.block_myself(%s)", [gettext("The owner blocked it from home")])
        cursor.execute("SELECT DISTINCT guard.concerned_by_stop(act) FROM guard.stopped_now() act")
        concerned = [row[0] for row in cursor.fetchall()]
    return lambda: _leave_blocked(request, concerned)


def _leave_blocked(request: CitizenRequest, concerned: list[int]):
    sign_in.block(request.visitor, concerned)
    return _ended("blocked")


def _end_one(request: CitizenRequest):
    chosen = whole_number(request.POST.get("session"))
    if chosen is None:
        raise Http404
    mine = Session.objects.using("entrance").filter(id=chosen, person=request.visitor.person_id)
    sessions.end(mine, "ended_by_owner")
    return HttpResponseRedirect(reverse("sessions"))


@require_GET
def captcha_picture(request: HttpRequest, token):
    return _captcha(request, token, captcha_image.draw, "image/webp")


@require_GET
def captcha_voice(request: HttpRequest, token):
    return _captcha(request, token, captcha_image.speak, "audio/wav")


def _captcha(request: HttpRequest, token: str, make, media_type: str):
    address = proxies.client_address(request)
    if not rate_limits.is_own_machine(address) and rate_limits.hit("captcha.network", rate_limits.subnet(address)):
        limited(request, "captcha.network")
        return HttpResponse(status=429)
    digits = captcha.digits_of(token)
    if digits is None:
        raise Http404
    return HttpResponse(
        make(digits, captcha.seed_of(token)), content_type=media_type, headers={"Cache-Control": "no-store"}
    )
