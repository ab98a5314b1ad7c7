"""Forms that sum up (national tables, county register, computation, rooms to vacate), filled in.

They have posts and people by rank, land, projects and who fills them in, which are taken over; and
totals, which no room or person can be made of: they are compared, cell by cell, with the form that
the portfolio itself would give.
"""

from spaceplan.report.forms.filled.compare import Compared, compare_sheet
from spaceplan.report.forms.filled.match import Filled, match_sheets
from spaceplan.report.forms.filled.take import Taken, take_over

__all__ = ["Compared", "Filled", "Taken", "compare_sheet", "match_sheets", "take_over"]
