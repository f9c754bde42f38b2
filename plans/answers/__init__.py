"""Paths that answer the questions people come with, each in one GET."""
