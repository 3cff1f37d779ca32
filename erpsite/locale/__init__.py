"""The languages of the interface: a folder each, with its facts (`locale.yml`) and catalogues (`*.po`)."""

SOURCE = "en"
"""The language that the texts in the code are written in; it has no catalogue, and others fall back to it."""
DEFAULT = ("zh", "en")
"""The languages of a plan that names none, in this order."""
