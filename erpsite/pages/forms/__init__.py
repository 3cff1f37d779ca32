"""The plan as forms: what the page hands to the browser when somebody presses “Edit”."""

from erpsite.pages.forms.files import FORMS, form_files, record_files
from erpsite.pages.forms.kinds import form_kinds

__all__ = ["FORMS", "form_files", "form_kinds", "record_files"]
