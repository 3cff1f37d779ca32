"""Scripts that the Makefile and the tests run; no part of the published package."""
