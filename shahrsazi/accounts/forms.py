"""A sign-in form: what was typed, what is wrong with it, and its captcha. All that was typed stays, but passwords."""

import secrets

from django.conf import settings
from django.utils.translation import gettext as _

from shahrsazi.credentials import captcha, sessions
from shahrsazi.persian import identifiers
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.web.forms import BoundTexts


class SignInForm(BoundTexts):
    """One request's form, with its captcha."""

    longest = 200

    def __init__(self, request, purpose: str):
        super().__init__(request.POST)
        self.request, self.purpose = request, purpose
        self.visit = request.COOKIES.get(settings.VISIT_COOKIE, "") or secrets.token_urlsafe(16)
        # «New picture» posts the form too, so that what was typed stays; it does nothing else.
        self.sent = request.method == "POST" and "new_picture" not in request.POST
        self.captcha = captcha.issue(purpose, self.visit)

    def captcha_passed(self) -> bool:
        token, typed = self.values.get("captcha", ""), self.values.get("number", "")
        passed = captcha.spend(token, typed, self.purpose, self.visit)
        if not passed:
            wrong = _("The number shown in the picture was not typed correctly. Please try again with the new picture.")
            self.error("number", wrong if typed.strip() else _("Type the number shown in the picture."))
        return passed

    def national_code(self) -> str:
        typed = self.values.get("user", "")
        try:
            return identifiers.user_id(typed) if typed.strip() else self.required("user")
        except InvalidInputError as error:
            self.error("user", str(error))
            return ""

    def required(self, field: str) -> str:
        value = self.values.get(field, "")
        if not value:
            self.error(field, _("This field is required."))
        return value

    def one_of(self, field: str, choices: tuple[str, ...], sentence: str) -> str:
        value = self.values.get(field, "")
        if value not in choices:
            self.error(field, sentence)
        return value

    def remember_visit(self, response):
        response.set_cookie(settings.VISIT_COOKIE, self.visit, **sessions.cookie_options())
        return response
