"""What the rows of one owner come to."""

from fractions import Fraction


def held(shares: list, what: str) -> Fraction:
    """What some rows of one owner come to, of the land or of the building."""
    rows = ((getattr(share, f"{what}_share"), getattr(share, f"{what}_of")) for share in shares)
    return sum((Fraction(part, whole) for part, whole in rows), Fraction(0))
