"""Exports: the same rows as JSON, whatever the format."""
