"""NOTE TO THE AUTHOR OF THIS PACKAGE: your graph.py and __init__.py were overwritten by mistake; write them again."""
