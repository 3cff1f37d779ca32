"""Build the annual ERP planning handbook from a folder of YAML and CSV files."""

__all__ = ["__version__"]

__version__ = "0.1.0"
