"""Count raw logs: the numbers that add, by one definition, with an engine that exists."""
