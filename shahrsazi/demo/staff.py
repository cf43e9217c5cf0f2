"""The sample's staff, in demonstrations only. Two of each counter, so that one can confirm what the other registers."""

from django.conf import settings
from django.db import transaction

from shahrsazi.credentials import passwords
from shahrsazi.staff.invitations import ensure_person, set_role
from shahrsazi.staff.member import Member, StaffCredential

DEMO_PASSWORD = "Shahr-Demo-1405"  # noqa: S105 - printed in the README
SAMPLE = (
    ("1310002223", "الهام", "رستمی", "clerk", 5),
    ("1310004439", "حمید", "توکلی", "clerk", 5),
    ("1311000046", "پیمان", "قاسمی", "clerk", 3),
    ("1311000151", "ندا", "کریمی", "clerk", 3),
    ("1312345004", "شهلا", "بهرامی", "auditor", None),
    ("1315550083", "منصور", "فرهادی", "administrator", None),
)


def add_sample() -> None:
    """The sample's staff, each with the demonstration's password and secret, where they do not exist yet."""
    if not settings.DEMO:
        raise RuntimeError("the sample's staff are for demonstrations only")
    for number, first, last, role, district in SAMPLE:
        if not Member.objects.using("entrance").filter(person__number=number).exists():
            with transaction.atomic(using="entrance"):
                member = set_role(ensure_person(number, first, last), role, district)
                StaffCredential(member=member).set(hash=passwords.hash_password(DEMO_PASSWORD), totp_no=0)
