"""Lighthouse over pages of a running demonstration: `make lighthouse`. Needs Chromium; never part of `make test`."""
