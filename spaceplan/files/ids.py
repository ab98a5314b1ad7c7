"""What an id may be, defined once: safe in CSV, Excel, HTML and paths, in any script."""

from __future__ import annotations

import re

LONGEST_ID = 80
#: For pydantic and JSON Schema: letters and digits of any script, ``_ . $ -``; see ``is_id``.
ID_PATTERN = rf"^[\p{{L}}\p{{N}}_$][\p{{L}}\p{{N}}_.$-]{{0,{LONGEST_ID - 1}}}$"
_ID = re.compile(rf"[\w$][\w.$-]{{0,{LONGEST_ID - 1}}}")


def is_id(text: str) -> bool:
    """Return whether a text may be an id: letters and digits of any script, ``_ - . $``.

    It does not begin with ``-`` or ``.``, so that it is no option, formula or hidden file.

    Examples
    --------
    >>> [is_id(text) for text in ("cc-3-0512", "财政局", "=cmd", "../x", "a b", "-a")]
    [True, True, False, False, False, False]
    """
    return _ID.fullmatch(text) is not None
