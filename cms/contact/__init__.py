"""Writing to the operator from the public site, and reading it at the desk."""
