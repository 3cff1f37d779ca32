"""Judge pitfall 2: no data behind the claims."""
