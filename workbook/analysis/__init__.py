"""What the records add up to: pure functions of a workbook."""
