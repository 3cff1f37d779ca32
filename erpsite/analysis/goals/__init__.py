"""Trace what serves which goal."""
