"""The forms of the staff's way in."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shahrsazi.accounts.forms import NewPasswordForm, SignInForm
from shahrsazi.web.fields import OneTimeCodeField
from shahrsazi.web.forms import Form


class StaffSignInForm(SignInForm):
    purpose, door, device_cookie = "staff", "staff", settings.STAFF_DEVICE_COOKIE
    code = OneTimeCodeField(
        _("One-time code"), hint=_("The six digits that your authenticator shows. Leave it empty the first time.")
    )


class StaffPasswordForm(NewPasswordForm):
    longest = 200
    given = _("The one that the administrator gave you")


class EnrolForm(Form):
    code = OneTimeCodeField(_("One-time code"), required=True, hint=_("The six digits that it shows now"))
