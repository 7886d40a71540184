"""The pages of the portal about offers, quotes and orders."""
