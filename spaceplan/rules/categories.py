"""What rooms are for, and what may be done about a finding: the two word lists of rule sets."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """Category of a use (发改投资〔2014〕2674号, 第十条 表2); technical, circulation beside it."""

    OFFICE = "office"
    SERVICE = "service"
    EQUIPMENT = "equipment"
    ANCILLARY = "ancillary"
    TECHNICAL = "technical"
    CIRCULATION = "circulation"


class Remedy(StrEnum):
    """Kinds of cure for a finding; rules list the ones they allow, best first."""

    SWAP = "swap"
    SHARE = "share"
    SIMPLE_WORKS = "simple_works"
    HAND_BACK = "hand_back"
    VACATE = "vacate"
    RELOCATE = "relocate"
    MORE_ROOM = "more_room"
    RESTORE_USE = "restore_use"
    APPROVE = "approve"
    CORRECT_RECORD = "correct_record"
    ISSUE_DOCUMENT = "issue_document"
    OPEN_WAY = "open_way"
    WALL_OFF = "wall_off"
