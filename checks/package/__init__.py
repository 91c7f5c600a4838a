"""A package on disk, read strictly, and topic tables put back into figures."""
