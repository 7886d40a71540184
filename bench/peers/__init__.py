"""What others use for the same work, set up as well as their documentation says."""
