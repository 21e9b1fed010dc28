"""Parts that screens are made of; they speak upward by messages alone."""
