"""The first complete plan: what is kept of a start, who goes where, and seats for all."""
