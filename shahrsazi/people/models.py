"""Every table about people, gathered for Django; the tables themselves stand with what they are about."""

from shahrsazi.people.captcha import SpentCaptcha
from shahrsazi.people.district import District
from shahrsazi.people.limits import Tally
from shahrsazi.people.passwords import Credential, FirstPassword
from shahrsazi.people.person import Contact, Person
from shahrsazi.people.proof import ContactProof
from shahrsazi.people.session import Session

__all__ = [
    "Contact", "ContactProof", "Credential", "District", "FirstPassword", "Person", "Session", "SpentCaptcha", "Tally",
]  # fmt: skip
