"""Judge pitfall 4: nobody follows up."""
