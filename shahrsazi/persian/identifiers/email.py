"""E-mail addresses, plain ones only."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from shahrsazi.persian.identifiers.reading import as_typed, refuse_if

MAX_LENGTH = 254


def email(value: str) -> str:
    address = as_typed(value, MAX_LENGTH)
    refuse_if(not address, "empty", _("Nothing was written here."))
    # No blanks or controls (mail headers), no quotes, no [10.0.0.1] as a domain, nothing beyond ASCII.
    plain = re.fullmatch("[!#-Z^-~]+", address, re.ASCII)
    refuse_if(not plain or not _is_email(address), "form", _("Write the e-mail address in the form name@example.com."))
    name, domain = address.rsplit("@", 1)
    return f"{name}@{domain.lower()}"


def _is_email(address: str) -> bool:
    try:
        EmailValidator(allowlist=[])(address)
    except ValidationError:
        return False
    return True


def mask_email(address: str) -> str:
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}" if at else "****"
