"""A bundle as a table for Word (ISO/IEC 29500): written, and read as office programs save it."""
