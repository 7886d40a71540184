"""Runs the portal on one machine: its database, its web server, its worker and its clock."""
