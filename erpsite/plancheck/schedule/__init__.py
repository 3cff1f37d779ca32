"""Judge the quality of the schedule, after DCMA-14, and dates that must agree."""
