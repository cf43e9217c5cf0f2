"""The people of a registration: owners, agents who act for an owner, leavers; each with what is still missing."""

from shahrsazi.counter.registration.participants.agent import Agent
from shahrsazi.counter.registration.participants.base import CHANNELS, Participant
from shahrsazi.counter.registration.participants.leaver import Leaver
from shahrsazi.counter.registration.participants.owner import Owner

__all__ = ["CHANNELS", "Agent", "Leaver", "Owner", "Participant"]
