"""Build the handbook with Zensical: its pages as Markdown, its configuration, and what it would drop."""
