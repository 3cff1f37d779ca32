"""Measure how the ERP system itself runs."""
