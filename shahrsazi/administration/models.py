"""The administration's table, gathered for Django."""

from shahrsazi.administration.request import Request

__all__ = ["Request"]
