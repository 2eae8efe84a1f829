"""The translation of entries: wordings by paragraph, their states, who made and approved them."""
