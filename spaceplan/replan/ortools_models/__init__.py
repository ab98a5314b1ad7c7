"""OR-Tools models of planning again; nothing else in ``replan`` knows the solver."""
