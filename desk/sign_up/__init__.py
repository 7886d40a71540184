"""The desk answers requests for an account."""
