"""The counter's addresses."""

pages: list = []
