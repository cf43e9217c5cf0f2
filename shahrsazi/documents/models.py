"""The tables of papers, gathered for Django."""

from shahrsazi.documents.originals import Original
from shahrsazi.documents.scan import Arrival, Scan

__all__ = ["Arrival", "Original", "Scan"]
