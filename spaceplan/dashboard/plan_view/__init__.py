"""The view of a storey as a plan, of all storeys as a mosaic, and as a stack: drawn, clicked."""
