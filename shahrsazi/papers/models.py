"""The tables of papers, gathered for Django."""

from shahrsazi.papers.scan import Arrival, Scan

__all__ = ["Arrival", "Scan"]
