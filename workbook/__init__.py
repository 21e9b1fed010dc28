"""The planning workbook of a coalition: records in git, checked, merged, rendered for each audience."""

__version__ = "0.1.0"
