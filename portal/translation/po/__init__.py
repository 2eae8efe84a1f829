"""Gettext catalogues (PO files): read, changed, merged and written again without loss."""
