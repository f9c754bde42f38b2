"""The pages, their marks and their charts."""
