"""Keep what was made of each file of a plan, so that reading the plan again reads only what changed."""
