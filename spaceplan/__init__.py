"""Office-space allocation: floor plans and area quotas in, a proven allocation out."""

__version__ = "0.1.0"
