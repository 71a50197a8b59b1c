"""The built site in a real browser, through the page, as a reader uses it."""
