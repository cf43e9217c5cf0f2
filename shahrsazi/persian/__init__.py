"""Persian as the system reads and writes it: text, dates, numbers, shares, identifiers."""
