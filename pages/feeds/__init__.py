"""What programs read of the site: changes as a feed, its addresses, and who is in charge of it."""
