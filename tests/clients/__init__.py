"""Clients of other makers against the real server, and what programs read of the site."""
