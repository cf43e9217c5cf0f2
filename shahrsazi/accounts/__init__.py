"""Signing in: entrance, first password, change of password, sessions."""
