"""The counter's tables, gathered for Django."""

from shahrsazi.counter.incoming import IncomingScan
from shahrsazi.counter.letters import Letter
from shahrsazi.counter.registration.draft import CrossDistrictAccess, Draft, DraftPart
from shahrsazi.counter.registration.reversal import Reversal
from shahrsazi.counter.sealed_again import SealedAgain

__all__ = ["CrossDistrictAccess", "Draft", "DraftPart", "IncomingScan", "Letter", "Reversal", "SealedAgain"]
