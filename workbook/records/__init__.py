"""From files to a workbook: sources, layers, loading and caches."""
