"""What the reports call things: terms, severities, states, remedies; marked for translation."""

from __future__ import annotations

from collections.abc import Mapping

from spaceplan.i18n import N_, translator

TERMS = {
    "excess": N_("Area above entitlement"),
    "moved": N_("People who move"),
    "storey": N_("Departments × storeys"),
    "zone": N_("Further zones on a storey"),
    "building": N_("Further buildings"),
    "site": N_("Further sites"),
    "distance": N_("Walks inside departments"),
    "affinity": N_("Walks between departments that work together"),
    "opened": N_("Office area of storeys in use"),
    "own_room_shared": N_("People who share and should sit alone"),
}
LEVELS = {
    **TERMS,
    "scatter": N_("Scatter over storeys, zones, buildings and sites"),
    "": N_("The rest"),
}
#: What a level of an order is measured in; all others in points.
LEVEL_UNITS = {
    "excess": "m²",
    "moved": "persons",
    "storey": "storeys",
    "zone": "zones",
    "building": "buildings",
    "site": "sites",
    "distance": "person-metres",
    "affinity": "person-metres",
    "opened": "m²",
    "own_room_shared": "persons",
}
UNITS = {
    "m²": N_("m²"),
    "points": N_("points"),
    "persons": N_("persons"),
    "person": N_("persons"),
    "storeys": N_("storeys"),
    "zones": N_("zones"),
    "buildings": N_("buildings"),
    "sites": N_("sites"),
    "rooms": N_("rooms"),
    "offices": N_("offices"),
    "days": N_("days"),
    "months": N_("months"),
    "requirements": N_("requirements"),
    "documents": N_("documents"),
    "stairs": N_("stairs"),
    "%": N_("%"),
    "person-metres": N_("person-metres"),
}
SEVERITIES = {
    "error": N_("Violation"),
    "warning": N_("Warning"),
    "notice": N_("Notice"),
}
STATES = {
    "pass": N_("passed"),
    "fail": N_("failed"),
    "not_applicable": N_("not applicable"),
    "waived": N_("waived"),
    "blocked": N_("not judged, data missing"),
}
#: How a finding stands against an earlier check.
CHANGES = {
    "new": N_("new"),
    "worse": N_("worse"),
    "unchanged": N_("unchanged"),
    "gone": N_("gone"),
}
REMEDIES = {
    "swap": N_("swap rooms"),
    "share": N_("share the room"),
    "simple_works": N_("simple works, surplus to common space"),
    "hand_back": N_("hand rooms back"),
    "vacate": N_("vacate"),
    "relocate": N_("relocate"),
    "more_room": N_("more room"),
    "restore_use": N_("restore the approved use"),
    "approve": N_("obtain approval"),
    "correct_record": N_("correct the record"),
    "issue_document": N_("issue the document"),
    "open_way": N_("open a way"),
}
KINDS = {
    "organ": N_("organ"),
    "institution": N_("institution"),
    "enterprise": N_("enterprise"),
    "association": N_("association"),
    "contractor": N_("contractor"),
}
#: Tags of rooms that mean something to the program; others are shown as they are written.
TAGS = {
    "shared": N_("shared by departments"),
    "pooled": N_("pooled for its site"),
    "classified": N_("classified"),
    "public": N_("open to the public"),
    "step_free": N_("reached without stairs"),
}
CATEGORIES = {
    "office": N_("Offices"),
    "service": N_("Service rooms"),
    "equipment": N_("Equipment rooms"),
    "ancillary": N_("Ancillary rooms"),
    "technical": N_("Technical rooms"),
    "circulation": N_("Circulation"),
}
SUBJECTS = {
    "room": N_("room"),
    "department": N_("department"),
    "person": N_("person"),
    "portfolio": N_("portfolio"),
    "site": N_("site"),
    "building": N_("building"),
    "storey": N_("storey"),
    "waiver": N_("waiver"),
}
STATUSES = {
    "optimal": N_("proven best"),
    "feasible": N_("plan found, not proven best"),
}
STOPS = {
    "proof": N_("proof finished"),
    "time_limit": N_("time limit"),
    "work_limit": N_("work limit"),
    "user": N_("stopped by the user"),
    "fault": N_("a fault of the solver"),
}
#: The steps of a run, by the names of their times.
STEPS = {
    "check_status_quo": N_("Checking the status quo"),
    "allocate": N_("Allocate"),
    "check_plan": N_("Checking the plan"),
    "remedies": N_("Remedies"),
    "draw": N_("Drawing"),
}
#: What the search tries, by the names of its rules.
TRIED = {
    "alone": N_("one department anew"),
    "pair": N_("two departments anew"),
    "exchange": N_("two departments anew, and all on their storeys"),
    "settle": N_("gathering a department on one storey"),
    "close": N_("emptying a storey"),
    "visit": N_("bringing together who work together"),
    "storeys": N_("storeys next to each other anew"),
    "mend": N_("mending a hard wish"),
}
STARTS = {
    "status-quo": N_("the status quo"),
    "nothing": N_("nothing"),
}
SETTINGS = {
    "department": N_("department"),
    "site": N_("home site and level"),
    "none": N_("none"),
    "like": N_("with the same rank"),
    "any": N_("with anybody"),
    "minimum": N_("the physical minimum"),
}


def word(words: Mapping[str, str], key: str, language: str) -> str:
    """Return what a key is called in a language, the key itself where it has no name."""
    return translator(language)(words[key]) if key in words else key
