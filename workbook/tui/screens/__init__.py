"""The screens of the workbook, one to a module."""
