"""Moves of whole groups of a plan in machine code: thousands a second where Python tries dozens."""
