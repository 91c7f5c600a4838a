"""All figures of a document as one system: whether they can all be true, and what each leaves for the others."""
