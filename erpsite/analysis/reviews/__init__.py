"""Follow the plan from review to review."""
