"""The counter of the case-formation unit: registers owners in person and opens files to them."""
