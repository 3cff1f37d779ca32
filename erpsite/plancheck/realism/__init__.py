"""Judge pitfall 3: a plan that is too idealistic."""
