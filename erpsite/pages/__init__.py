"""Turn a handbook into pages: their paths, titles, blocks, search text and places in the data."""
