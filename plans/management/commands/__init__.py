"""Argument parsing only: the work is in modules that tests call."""
