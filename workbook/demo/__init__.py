"""An invented coalition that looks like real data."""
