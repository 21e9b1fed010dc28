"""Speed and memory, measured against peers in one run and reported as ratios."""
