"""The project's own YAML and CSV, both ways, with the place of every fault."""
