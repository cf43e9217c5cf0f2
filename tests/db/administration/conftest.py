"""The desks of the sample's staff."""

from desk_fixtures import _nothing_waits, administrator, auditor, clerk, desk_of, member_of, newcomer, staff, written

__all__ = [
    "_nothing_waits",
    "administrator",
    "auditor",
    "clerk",
    "desk_of",
    "member_of",
    "newcomer",
    "staff",
    "written",
]
