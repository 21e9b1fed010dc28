"""What changed between two states of a plan, and in the life of a record, told in words."""
