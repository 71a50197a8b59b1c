"""Scaffolds of new records and cards: files with every key in place, for people to complete."""
