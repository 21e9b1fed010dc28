"""TOML as text: reading it, knowing where each part of it stands, and changing nothing else."""
