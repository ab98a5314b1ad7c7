"""The search: neighbourhoods solved anew, groups moved, rooms annealed, rounds put together."""
