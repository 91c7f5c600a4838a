"""Everything that the tables say about one id, as lines that fit a screen."""
