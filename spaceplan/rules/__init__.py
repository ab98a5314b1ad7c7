"""Rule sets: quota tables, uses and their categories, rule kinds; data and loading, no checks."""

from spaceplan.rules.book import RuleBook
from spaceplan.rules.categories import Category, Remedy
from spaceplan.rules.difference import Change, Difference, QuotaChange, RuleChange, compare_sets
from spaceplan.rules.entries import RuleSet, StatedEntry
from spaceplan.rules.figures import Figure
from spaceplan.rules.json_schema import rule_set_schema
from spaceplan.rules.layers import LayeredSet
from spaceplan.rules.loading import load_rules, load_set
from spaceplan.rules.mattered import unverified_figures
from spaceplan.rules.rule_items import Rule
from spaceplan.rules.schema import RuleSetFile
from spaceplan.rules.view import Quota, RuleSetView, view_set

__all__ = [
    "Category",
    "Change",
    "Difference",
    "Figure",
    "LayeredSet",
    "Quota",
    "QuotaChange",
    "Remedy",
    "Rule",
    "RuleBook",
    "RuleChange",
    "RuleSet",
    "RuleSetFile",
    "RuleSetView",
    "StatedEntry",
    "compare_sets",
    "load_rules",
    "load_set",
    "rule_set_schema",
    "unverified_figures",
    "view_set",
]
