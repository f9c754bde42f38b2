"""Units as pages: the list of all, and what one planned, promised, built and proclaimed."""
