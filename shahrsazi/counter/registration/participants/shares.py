"""What the rows of one owner come to."""

from fractions import Fraction


def held(shares: list, what: str) -> Fraction:
    """What some rows of one owner come to, of the land or of the building."""
    rows = ((getattr(share, f"{what}_share"), getattr(share, f"{what}_of")) for share in shares)
    return sum((Fraction(part, whole) for part, whole in rows), Fraction(0))


def as_shown(share) -> list:
    """What a page says of one row: another list once the back office has told it otherwise."""
    parts = [share.land_share, share.land_of, share.building_share, share.building_of]
    return [share.id, share.person_id, *parts, str(share.effective_to), str(share.end_holds_from)]
