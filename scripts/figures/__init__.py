"""Figures as inline SVG, drawn from records at build time."""
