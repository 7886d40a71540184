"""What people do to their fleet."""
