"""What changed and how changes meet: differences, merges by meaning, and a change in words."""
