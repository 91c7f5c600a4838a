"""The validation run: its stages, the summary for people, the report, the machine-readable results."""
