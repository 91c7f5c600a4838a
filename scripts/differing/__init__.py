"""Comparing versions: reading them, matching their names and rows, and what the comparison asks for."""
