"""Draw the home page: where the plan stands, what changed, what comes next."""
