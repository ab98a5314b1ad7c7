"""Inner loops that are compiled to machine code; only this folder knows numba.

A function here is plain loops over a few arrays. What the arrays mean, and who calls when, is said
by the modules above.
"""
