"""From what curators write to Django fixtures: reading, quantities, checks, writing. No HTTP, no database."""
