"""Measurements: one file per case under bench/cases, each beside its floor and a peer, in turns in the same run."""
