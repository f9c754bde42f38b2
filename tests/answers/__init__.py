"""Questions, answered by one GET each."""
