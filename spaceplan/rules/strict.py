"""The base of everything that a rule set file may say: frozen, and without unknown keys."""

from __future__ import annotations

from spaceplan.files.validation import FileModel
from spaceplan.model.common import Name


class Label(FileModel):
    """A text in Chinese and English.

    Parameters
    ----------
    zh
        In Chinese.
    en
        In English.
    """

    zh: str = ""
    en: str = ""

    @property
    def name(self) -> Name:
        """The same as the model's name."""
        return Name(self.zh, self.en)


class Sourced(FileModel):
    """A figure or rule with where it comes from.

    Parameters
    ----------
    source
        Number of the document; None: the document of the rule set.
    clause
        Article, table or note of that document.
    verified
        False: widely quoted, no text at hand; a person must check it against the official text.
    note
        A remark, such as what was concluded where the document is silent.
    """

    source: str | None = None
    clause: str = ""
    verified: bool
    note: Label = Label()
