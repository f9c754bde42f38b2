"""The bench: its data, its measuring and its report."""
