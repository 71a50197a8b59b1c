"""Duizhao's flow, a room a stage: schema → records → ledger → language → checks → twins → figures → pages → detect → website;
create beside it.

A module may import from rooms to the left of its own only; a test reads the imports.
"""

VERSION = "0.2.0"

ORDER = (
    "problems", "paths", "schema", "arithmetic", "records", "ledger", "language", "checks", "twins", "figures", "pages", "detect",
    "website", "create", "flow", "preview", "serve", "__main__",
)
"""The rooms and the modules beside them, from left to right."""
