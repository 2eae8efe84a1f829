"""Thesauri and glossaries from and to files: SKOS, TBX, CSV and JSON lines."""
