"""Two states of a document become one Word file with tracked changes, and a list of what has changed."""
