"""What people do to offers, quotes and orders."""
