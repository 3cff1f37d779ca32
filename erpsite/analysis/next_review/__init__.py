"""Write the file of the next review, from where the plan stood after the one before."""

from erpsite.analysis.next_review.document import next_review
from erpsite.analysis.next_review.occasion import Hindrance, Occasion, occasion

__all__ = ["Hindrance", "Occasion", "next_review", "occasion"]
