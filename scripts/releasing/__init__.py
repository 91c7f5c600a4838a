"""Release artefacts: one module for each format, each with a writer and a reader that gives back what it holds."""
