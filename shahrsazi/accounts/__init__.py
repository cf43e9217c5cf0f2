"""The way in: entrance, first password, change of password, sessions."""
