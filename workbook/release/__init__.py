"""What an audience may see of a plan: the one gate between the records and every paper."""
