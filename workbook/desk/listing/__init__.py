"""What lists of records show: which there are, their columns, their order."""
