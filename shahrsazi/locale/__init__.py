"""The catalogues: English in the code, Persian here."""
