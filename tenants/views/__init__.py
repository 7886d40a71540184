"""Pages about jobs, and a person's preferences."""
