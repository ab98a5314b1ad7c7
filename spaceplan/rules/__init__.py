"""Rule sets: quota tables, uses and their categories, rule kinds; data and loading, no checks."""

from spaceplan.rules.book import RuleBook, RuleSet, StatedEntry
from spaceplan.rules.categories import Category, Remedy
from spaceplan.rules.figures import Figure
from spaceplan.rules.layers import LayeredSet
from spaceplan.rules.loading import load_rules, load_set
from spaceplan.rules.rule_items import Rule
from spaceplan.rules.schema import RuleSetFile

__all__ = [
    "Category",
    "Figure",
    "LayeredSet",
    "Remedy",
    "Rule",
    "RuleBook",
    "RuleSet",
    "RuleSetFile",
    "StatedEntry",
    "load_rules",
    "load_set",
]
