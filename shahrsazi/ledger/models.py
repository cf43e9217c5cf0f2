"""The ledger's table, gathered for Django."""

from shahrsazi.ledger.entry import LedgerEntry

__all__ = ["LedgerEntry"]
