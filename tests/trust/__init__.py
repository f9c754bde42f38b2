"""What the API withstands: hostile values, too much of everything, too many requests."""
