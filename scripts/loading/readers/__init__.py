"""One module a reader; each runs alone, in an environment that holds this reader and nothing of the project's."""
