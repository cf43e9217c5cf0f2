"""The rules' tables, gathered for Django."""

from shahrsazi.rules.rule import RuleVersion
from shahrsazi.rules.told import CodeEntry, Holiday

__all__ = ["CodeEntry", "Holiday", "RuleVersion"]
