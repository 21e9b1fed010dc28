"""Rules, and the runner that judges a plan by them."""
