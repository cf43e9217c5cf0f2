"""The tables of what people sign in with, gathered for Django."""

from shahrsazi.credentials.calendar_addresses import CalendarAddress
from shahrsazi.credentials.captcha import SpentCaptcha
from shahrsazi.credentials.contact_codes import ContactCode
from shahrsazi.credentials.passwords import Credential, FirstPassword
from shahrsazi.credentials.rate_limits import Tally
from shahrsazi.credentials.sessions import Session

__all__ = ["CalendarAddress", "ContactCode", "Credential", "FirstPassword", "Session", "SpentCaptcha", "Tally"]
