"""The city's tables, gathered for Django."""

from shahrsazi.city.deployment import Deployment
from shahrsazi.city.districts import District
from shahrsazi.city.holidays import Holiday
from shahrsazi.city.overrides import CodeEntry
from shahrsazi.city.rules import RuleVersion

__all__ = ["CodeEntry", "Deployment", "District", "Holiday", "RuleVersion"]
