"""Headings of the forms that are written and read back: rooms with people, and units."""

from __future__ import annotations

from spaceplan.formats.xlsx.columns import Column, area, extra, grouped, number, words
from spaceplan.model import Name

SEQUENCE = number("seq", "序号", "No.", width=6)
UNIT_NAME = words("unit", "单位名称", "Unit", width=26)
REMARK = words("remark", "备注", "Remarks", width=22)

#: 办公用房使用情况统计表, one line a person; in the extra columns what the form has no place for.
ROOM_COLUMNS: tuple[Column, ...] = (
    words("class", "类别", "Class", width=18),
    SEQUENCE,
    words("building", "建筑名称", "Building", width=24),
    words("storey", "楼层", "Storey", width=7),
    words("room_no", "房号", "Room no.", width=14),
    words("use", "实际用途", "Actual use", width=14),
    words("unit", "使用单位", "Using unit", width=26),
    words("division", "使用科室", "Division", width=18),
    area("area", "使用面积", "Usable area"),
    *grouped(
        Name("使用人", "Users"),
        number("people", "人数", "People", width=6),
        words("person", "姓名", "Name", width=12),
        words("staff_no", "职工号/身份证号", "Staff or ID no.", width=16),
        words("rank", "职务", "Post", width=16),
    ),
    area("quota", "按标准核定面积", "Area by standard"),
    words("above", "是否超标", "Above standard", width=9),
    words("adjusted", "此次是否调整", "Adjusted this time", width=9),
    words("established", "是否正式编制", "Established post", width=9),
    words("two_posts", "是否双肩挑", "Holds two posts", width=9),
    words("phone", "联系电话", "Telephone", width=13),
    REMARK,
)
#: Added after an adjustment.
NOT_MENDED = words("not_mended", "超标但未整改原因", "Why above and not mended", width=22)
ROOM_EXTRAS: tuple[Column, ...] = (
    extra("room_id", "房间编码", "Room id"),
    extra("unit_id", "单位编码", "Unit id"),
    extra("division_id", "处室编码", "Division id"),
    extra("status", "人员状态", "Status", width=10),
    extra("post", "岗位", "Main or concurrent", width=8),
    extra("approval", "第二处批准文号", "Approval of the second office"),
    extra("since", "起始日期", "Since", kind="date", width=11),
    extra("until", "终止日期", "Until", kind="date", width=11),
    extra("basis", "占用方式", "Basis", width=9),
    extra("basis_approval", "占用批准文号", "Approval of the basis"),
    extra("held_since", "占用起始日期", "Held since", kind="date", width=11),
    extra("held_until", "占用终止日期", "Held until", kind="date", width=11),
)

POSTS = Name("编制人数", "Approved posts")
PRESENT = Name("实有人数", "People there")
#: 使用单位基本情况 before and after the columns of ranks, which depend on the level.
UNIT_COLUMNS: tuple[Column, ...] = (
    SEQUENCE,
    UNIT_NAME,
    words("unit_kind", "单位类型", "Kind of unit", width=10),
    words("parent", "上级单位", "Parent unit"),
    words("org_code", "组织机构代码", "Organisation code"),
    words("uscc", "统一社会信用代码", "Unified social credit code", width=18),
)
SECONDED = number("n_seconded", "借调人员", "Seconded")
CONTRACT = number("n_contract", "聘用人员", "Contract staff")
UNIT_EXTRAS: tuple[Column, ...] = (
    extra("unit_id", "单位编码", "Unit id"),
    extra("level", "行政级别", "Level", width=12),
    extra("home_site", "主驻地编码", "Home site", width=14),
)
#: 处室情况: the divisions of the units.
DIVISION_COLUMNS: tuple[Column, ...] = (
    SEQUENCE,
    UNIT_NAME,
    words("division", "处室名称", "Division", width=20),
)
DIVISION_EXTRAS: tuple[Column, ...] = (
    extra("unit_id", "单位编码", "Unit id"),
    extra("division_id", "处室编码", "Division id"),
)
