"""Translations out to the tools of others, and in again: XLIFF, PO and a table for Word."""
