"""Measurements side by side with other engines, in one command: `make bench`."""
