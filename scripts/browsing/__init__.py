"""Opens the pages in the browser of this machine, for tests and for pictures."""
