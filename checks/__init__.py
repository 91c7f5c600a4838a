"""The consistency rules as pure functions, and the runners that surface their results."""
