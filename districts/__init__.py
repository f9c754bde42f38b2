"""Units that issue plans."""
