"""One file a page; each answers one question, its answer in the first screen."""
