"""The store's table, gathered for Django."""

from shahrsazi.papers.store import Scan

__all__ = ["Scan"]
