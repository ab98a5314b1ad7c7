"""The fixed words that stand in cells of forms, in both languages, written and read back."""

from __future__ import annotations

from spaceplan.model.common import Name

YES, NO = Name("是", "yes"), Name("否", "no")
SHARED = Name("共用", "shared")
STATUSES = {
    "active": Name("在编", "established"),
    "seconded": Name("借调", "seconded"),
    "contract": Name("聘用", "contract"),
    "retired": Name("退休", "retired"),
    "transferred": Name("调离", "transferred"),
}
POSTS = {"main": Name("主职", "main"), "concurrent": Name("兼职", "concurrent")}
BASES = {
    "owned": Name("自有", "owned"),
    "rented": Name("租用", "rented"),
    "borrowed": Name("借用", "borrowed"),
    "lent": Name("出借", "lent"),
}
#: People of a unit sit in a room that no holding gives it.
NO_HOLDING = Name("未登记", "not registered")
KINDS = {
    "organ": Name("机关", "organ"),
    "institution": Name("事业单位", "institution"),
    "enterprise": Name("企业", "enterprise"),
    "association": Name("协会商会", "association"),
    "contractor": Name("外包服务单位", "outside contractor"),
}
COMMON = Name("公用（不属任何单位）", "Common (held by no unit)")
VACANT = Name("空置（未分配）", "Vacant (not allocated)")
NO_ROOM = Name("（未安排）", "(no room)")
