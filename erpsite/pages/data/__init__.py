"""Draw the pages on data and method: freshness, plan check, formulas, charts, downloads, terms, changes."""
