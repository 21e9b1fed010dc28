"""Edits of records: from the words of a person to files, and what a saved edit says of itself."""
