"""Judge the book-keeping of the plan check: waivers, and settings of rules."""
