"""The data as files, and in the formats of other systems."""
