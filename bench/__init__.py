"""Measurements, run by hand: `make bench`, or `make bench ARGS='pages'`."""
