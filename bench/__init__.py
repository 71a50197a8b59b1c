"""Measurements of speed and memory, run by `make bench`; never a test."""
