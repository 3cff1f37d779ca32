"""Draw the pre-read: what everyone reads before the planning meeting."""
