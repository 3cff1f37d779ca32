"""Diagnose where the business stands: pain points, maturity, opportunities, last year, risks."""
