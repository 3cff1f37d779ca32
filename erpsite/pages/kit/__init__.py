"""Hold what several sections of the site share."""
