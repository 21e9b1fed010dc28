"""Every sentence of the papers, one place for each, ready for translation."""
