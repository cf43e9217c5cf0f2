"""The city's tables, gathered for Django."""

from shahrsazi.city.districts import District
from shahrsazi.city.overrides import CodeEntry, Holiday
from shahrsazi.city.rules import RuleVersion

__all__ = ["CodeEntry", "District", "Holiday", "RuleVersion"]
