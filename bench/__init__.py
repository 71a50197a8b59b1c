"""Measurements of speed, as ratios within one run; never a test."""
