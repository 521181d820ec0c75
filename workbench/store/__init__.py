"""Where a study lies: the operation log, the state that follows from it, and the search index."""
