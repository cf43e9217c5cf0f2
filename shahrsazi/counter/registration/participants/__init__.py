"""The people of a registration: owners, agents, leavers, ends of mandates, corrections; each with what is missing."""

from shahrsazi.counter.registration.participants.agent import Agent
from shahrsazi.counter.registration.participants.base import CHANNELS, Participant
from shahrsazi.counter.registration.participants.correction import Correction
from shahrsazi.counter.registration.participants.ending import Ending
from shahrsazi.counter.registration.participants.leaver import Leaver
from shahrsazi.counter.registration.participants.owner import Owner

__all__ = ["CHANNELS", "Agent", "Correction", "Ending", "Leaver", "Owner", "Participant"]
