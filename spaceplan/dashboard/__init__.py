"""The planning dashboard: pages that show and ask, and compute nothing themselves."""
