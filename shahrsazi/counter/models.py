"""The counter's tables, gathered for Django."""

from shahrsazi.counter.draft import Draft, Look, Part

__all__ = ["Draft", "Look", "Part"]
