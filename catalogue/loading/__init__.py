"""Data files into the catalogue: read and checked whole, written in a few statements, or refused with every reason."""
