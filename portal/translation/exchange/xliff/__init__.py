"""XLIFF 2.1 (OASIS, 13 February 2018): written, checked by its rules, and read."""
