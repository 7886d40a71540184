"""Thousands of mutated device lists through the reader: `make soak`. Each ends as a sheet or as a refusal."""
