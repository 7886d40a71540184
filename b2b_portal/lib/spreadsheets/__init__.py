"""The one door to spreadsheets: bytes of unknown origin in, plain text cells out, read in a child process.

`reading.py` is this side of it, `child.py` the other. Nothing is imported here: the child pays for every import.
"""
