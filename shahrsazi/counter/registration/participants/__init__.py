"""The people of a registration: owners and their agents, leavers, ends of mandates; each with what is still missing."""

from shahrsazi.counter.registration.participants.agent import Agent
from shahrsazi.counter.registration.participants.base import CHANNELS, Participant
from shahrsazi.counter.registration.participants.ending import Ending
from shahrsazi.counter.registration.participants.leaver import Leaver
from shahrsazi.counter.registration.participants.owner import Owner

__all__ = ["CHANNELS", "Agent", "Ending", "Leaver", "Owner", "Participant"]
