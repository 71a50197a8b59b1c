"""One folder a rule: what is changed in the miniature to break it, and the exact lines that it then prints."""
