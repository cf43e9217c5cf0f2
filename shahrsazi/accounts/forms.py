"""The forms of signing in. All that was typed stays, but passwords and the number of the picture."""

import secrets
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shahrsazi.credentials import captcha, devices, sessions
from shahrsazi.messages import gateways
from shahrsazi.persian.identifiers import InvalidInputError, foreigner_code, user_id
from shahrsazi.web.fields import ChoiceField, FlagField, PasswordField, TypedField, UserIdField
from shahrsazi.web.forms import Form

USER_ID_HINT = _("Your national code, ten digits")
NEW_PASSWORD_HINT = _(
    "At least one lower-case Latin letter, one upper-case Latin letter and one digit; 8 to 20 characters. "
    "The longer, the safer."
)


class CaptchaForm(Form):
    """A form with a captcha, which is spent when the form is checked."""

    longest, purpose = 200, ""
    excused = False  # whether the number may stay empty
    number = TypedField(
        _("The number shown in the picture"), required=True, wanted=_("Type the number shown in the picture.")
    )

    def __init__(self, request):
        self.visit = request.COOKIES.get(settings.VISIT_COOKIE, "") or secrets.token_urlsafe(16)
        # «New picture» posts the form too, so that what was typed stays; it does nothing else.
        self.sent = request.method == "POST" and "new_picture" not in request.POST
        super().__init__(request.POST if self.sent else None, initial=request.POST.dict())
        self.order_fields([name for name in self.fields if name != "number"])
        self.captcha = captcha.issue(self.purpose, self.visit)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data.get("number") or ""
        passed = captcha.spend(self.data.get("captcha", ""), typed, self.purpose, self.visit)
        if not typed and not self.excused and "number" not in self.errors:
            self.error("number", self.fields["number"].error_messages["required"])
        elif typed and not passed:
            self.error(
                "number",
                _("The number shown in the picture was not typed correctly. Please try again with the new picture."),
            )
        return self.cleaned_data

    def remember_visit(self, response):
        response.set_cookie(settings.VISIT_COOKIE, self.visit, **sessions.cookie_options())
        return response


class UserForm(CaptchaForm):
    """Says who somebody is. A foreigners' code may have as many digits as a national code with a slip in it: which of
    the two was meant is asked and not guessed, of everybody who types such a one, whoever is registered.
    """

    user = UserIdField(_("User ID"), required=True, hint=USER_ID_HINT)
    foreign = FlagField(_("This is the code on a foreigner's card, and no national code"))

    def __init__(self, request):
        super().__init__(request)
        self.is_foreign = request.POST.get("foreign") == "1"
        self.fields["user"].is_foreign = self.is_foreign

    @property
    def may_be_foreign(self) -> bool:
        """Whether to ask."""
        typed = self["user"].value() or ""
        return self.is_foreign or _reads(foreigner_code, typed) and not _reads(user_id, typed)


def _reads(read: Callable[[str], str], typed: str) -> bool:
    try:
        return bool(read(typed))
    except InvalidInputError:
        return False


class SignInForm(UserForm):
    """Whoever signs in from a browser in which they have before need not type the picture's number."""

    purpose, door, device_cookie = "entrance", "citizen", settings.DEVICE_COOKIE
    password = PasswordField(_("Password"), "current-password", required=True)

    def __init__(self, request):
        self.device = request.COOKIES.get(self.device_cookie, "")
        super().__init__(request)
        self.fields["number"].required = not self.device

    def clean(self) -> dict[str, Any]:
        user = self.cleaned_data.get("user") or ""
        self.excused = devices.device_of(self.door, user, self.device).trusted
        return super().clean()


class PasswordRequestForm(UserForm):
    purpose = "password"
    channel = ChoiceField(
        _("How the password is sent"),
        lambda: [(key, {"sms": _("SMS"), "email": _("E-mail")}[key]) for key in gateways.channels()],
        required=True,
        wanted=_("Choose how the password is to be sent."),
    )


class NewPasswordForm(Form):
    """The present password, and a new one twice."""

    current = PasswordField(_("Current password"), "current-password", required=True)
    new = PasswordField(_("New password"), "new-password", required=True, hint=NEW_PASSWORD_HINT)
    again = PasswordField(_("Repeat the new password"), "new-password", required=True)
    given: ClassVar[Any] = _("The one that was sent to you")

    def opened_by_given(self, forced: bool) -> None:
        """Say which password is meant where the person has had none of their own."""
        self.fields["current"].help_text = self.given if forced else ""

    def refuse(self, sentences: Iterable[object]) -> None:
        """Add what is wrong with the new password, and whether its repetition differs."""
        again = self.cleaned_data["new"] == self.cleaned_data["again"]
        for sentence in sentences:
            self.error("new", sentence)
        if not again:
            self.error("again", _("The new password and its repetition are not the same."))


class PasswordForm(NewPasswordForm, CaptchaForm):
    purpose = "change"
