"""What is measured beside the API: each serves the targets of one district from its database."""
