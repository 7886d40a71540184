"""Asking for an account, on the public site."""
