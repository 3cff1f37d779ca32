"""Draw the pages of the planning meeting: charter, people, working group, agenda, run sheet."""
