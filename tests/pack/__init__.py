"""Tests of what people take away."""
