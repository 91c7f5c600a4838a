"""Loads the package with many readers, each in an environment of its own, and compares what they get cell by cell."""
