"""The tests; they mirror scripts/. Run by `make test`."""
