"""Papers: what they say as plain views, and the templates that only place it."""
