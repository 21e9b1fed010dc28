"""What a person changed and others do not have yet: unsaved, saved, published."""
