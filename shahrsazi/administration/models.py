"""The administration's table, gathered for Django."""

from shahrsazi.administration.approvals import ApprovalRequest

__all__ = ["ApprovalRequest"]
