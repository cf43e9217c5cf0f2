"""The tables of papers, gathered for Django."""

from shahrsazi.documents.scan import Arrival, Scan

__all__ = ["Arrival", "Scan"]
