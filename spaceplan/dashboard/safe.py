"""Names from data made safe for Streamlit, whose texts are Markdown."""

from __future__ import annotations

import re

from spaceplan.report.safe import visible

#: Everything that Markdown, its directives (``:red[...]``) and its formulas could take for a mark.
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$:~^=&@])")


def plain(text: str) -> str:
    r"""Return a text that Markdown shows as it is, with hidden characters by number.

    Examples
    --------
    >>> plain("cc-3-0512"), plain("<b>*x*</b>")
    ('cc\\-3\\-0512', '\\<b\\>\\*x\\*\\</b\\>')
    """
    return _MARKS.sub(r"\\\1", visible(text))
