"""The pages in a real browser, as people get them."""
