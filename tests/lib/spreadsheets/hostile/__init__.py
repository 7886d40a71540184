"""Workbooks made to break the reader, by kind; each one is refused with a sentence or read as it should be."""
