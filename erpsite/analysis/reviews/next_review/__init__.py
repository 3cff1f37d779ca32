"""Write the file of the next review, from where the plan stood after the one before."""

from erpsite.analysis.reviews.next_review.comments import kpis_to_comment, uncommented
from erpsite.analysis.reviews.next_review.document import next_review
from erpsite.analysis.reviews.next_review.occasion import Hindrance, Occasion, occasion

__all__ = ["Hindrance", "Occasion", "kpis_to_comment", "next_review", "occasion", "uncommented"]
