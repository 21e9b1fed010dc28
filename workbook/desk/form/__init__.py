"""Records while they are edited: the text as drafted, its fields as forms show them, what it would do."""
