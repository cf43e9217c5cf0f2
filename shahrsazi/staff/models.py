"""The staff's tables, gathered for Django."""

from shahrsazi.staff.member import Enrolment, Invitation, Key, Member
from shahrsazi.staff.session import DeskSession

__all__ = ["DeskSession", "Enrolment", "Invitation", "Key", "Member"]
