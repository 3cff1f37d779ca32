"""The plan as a workbook for editing: written, read back, compared three ways, laid over the files."""
