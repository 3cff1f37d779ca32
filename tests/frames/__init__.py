"""Prove that the data frames hold what the pages show."""
