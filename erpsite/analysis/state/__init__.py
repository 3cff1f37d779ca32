"""Compute the state of the plan at a month."""
