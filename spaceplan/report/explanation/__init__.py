"""What ``spaceplan explain`` says: in words, and as data with units."""

from spaceplan.report.explanation.asked import Asked, explanation_dict, explanation_text
from spaceplan.report.explanation.good_plans import alternative_summaries
from spaceplan.report.explanation.shortages import Unmet

__all__ = ["Asked", "Unmet", "alternative_summaries", "explanation_dict", "explanation_text"]
