"""From what curators write to Django fixtures: reading, checks, writing. No HTTP, no database."""
