"""Judge the preparation of the meeting."""
