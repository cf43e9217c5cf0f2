"""The administration's table, gathered for Django."""

from shahrsazi.administration.approvals import Request

__all__ = ["Request"]
