"""A plan under construction: who holds what, in views that the search and the models work on."""
