"""Mutants: small changes to rule files and code that some test must notice."""
