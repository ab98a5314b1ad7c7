"""Rule sets shown to people and programs: listed, one in full, two compared."""

from spaceplan.report.rules.content import difference_dict, list_dict, view_dict
from spaceplan.report.rules.difference import difference_tables
from spaceplan.report.rules.tables import list_table, view_tables

__all__ = [
    "difference_dict",
    "difference_tables",
    "list_dict",
    "list_table",
    "view_dict",
    "view_tables",
]
