"""Detection: what a text says against what the records hold, for a person to look at."""
