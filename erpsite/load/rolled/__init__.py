"""Read roll-ups of raw logs: their definitions, what they counted, and the values that follow from it."""
