"""Say who does what by when, and whether they can."""
