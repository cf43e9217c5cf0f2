"""Hostile requests to a real running demonstration, and whether honest people notice: `make attack`."""
