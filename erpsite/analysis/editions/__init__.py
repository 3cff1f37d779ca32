"""Make the handbook of one audience: what an edition hides is taken out of the data itself."""

from erpsite.analysis.editions.making import edition_of
from erpsite.analysis.editions.mentions import mentions_of_hidden, texts_of

__all__ = ["edition_of", "mentions_of_hidden", "texts_of"]
