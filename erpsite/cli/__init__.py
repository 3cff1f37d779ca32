"""Be the only place that prints, writes outside a target folder, and chooses exit codes."""

from erpsite.cli.main import main

__all__ = ["main"]
