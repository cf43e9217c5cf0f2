"""The people of a registration: owners, agents, leavers, ends of mandates, corrections; and a deed: what is missing."""

from shahrsazi.counter.registration.participants.acting import Acting
from shahrsazi.counter.registration.participants.agent import Agent
from shahrsazi.counter.registration.participants.base import CHANNELS, Participant
from shahrsazi.counter.registration.participants.correction import Correction
from shahrsazi.counter.registration.participants.deed_entry import DeedEntry
from shahrsazi.counter.registration.participants.ending import Ending
from shahrsazi.counter.registration.participants.leaver import Leaver
from shahrsazi.counter.registration.participants.owner import Owner

__all__ = ["CHANNELS", "Acting", "Agent", "Correction", "DeedEntry", "Ending", "Leaver", "Owner", "Participant"]
