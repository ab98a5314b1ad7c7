"""Rule sets: quota tables, uses and their categories, rule kinds; data and loading, no checks."""

from spaceplan.rules.book import Rule, RuleBook, RuleSet
from spaceplan.rules.categories import Category, Remedy
from spaceplan.rules.figures import Figure
from spaceplan.rules.loading import load_rules, load_set
from spaceplan.rules.schema import RuleSetFile

__all__ = [
    "Category",
    "Figure",
    "Remedy",
    "Rule",
    "RuleBook",
    "RuleSet",
    "RuleSetFile",
    "load_rules",
    "load_set",
]
