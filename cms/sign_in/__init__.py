"""From the public site to the sign-in page of one's own portal."""
