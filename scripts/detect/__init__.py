"""Detection: what a text says against what the records hold, for a person to look at.

The rules stand once, in theme/js/check/: the website runs them in the browser, `engine` runs the same files here over the same `facts`.
"""
