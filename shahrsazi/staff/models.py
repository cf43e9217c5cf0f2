"""The staff's tables, gathered for Django."""

from shahrsazi.staff.member import Enrolment, Invitation, Member, StaffCredential
from shahrsazi.staff.session import DeskSession

__all__ = ["DeskSession", "Enrolment", "Invitation", "Member", "StaffCredential"]
