"""Measures the checks: corrupts the ledgers one figure at a time and records what notices it."""
