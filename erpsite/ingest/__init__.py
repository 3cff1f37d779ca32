"""Bring foreign files into the plan: read, map, account for every cell, lay over what is there."""
