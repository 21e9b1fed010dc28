"""What the plan adds up to, laid out in tables for commands and screens."""
