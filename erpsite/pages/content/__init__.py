"""Let people place figures, tables and numbers in the Markdown pages they write."""

from erpsite.pages.content.context import content_context
from erpsite.pages.content.template import ContentTemplate

__all__ = ["ContentTemplate", "content_context"]
