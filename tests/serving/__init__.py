"""Answers in front of and behind the framework: the store, replicas, and both databases."""
