"""Make the handbook of one audience: what an edition hides is taken out of the data itself."""

from erpsite.analysis.editions.making import edition_of, is_hidden
from erpsite.analysis.editions.mentions import mentions_of_hidden, texts_of
from erpsite.analysis.editions.rewriting import refers_to

__all__ = ["edition_of", "is_hidden", "mentions_of_hidden", "refers_to", "texts_of"]
