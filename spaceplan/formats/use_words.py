"""What rooms are called, in English, German and Chinese, and the use that this means.

The uses are keys of the embedded rule set ``cn-2014``. The table is read from top to bottom and
the first entry whose words stand in the name wins, so that an 'elevator machine room' is not a
lift and a 'stair lobby' is a lobby. Words of Latin letters must stand whole and in order; one
that ends in ``*`` may go on; Chinese ones may stand anywhere.
"""

from __future__ import annotations

import re
from functools import cache

_TABLE = """
lift_machine: elev eq, elev equip*, elevator machine*, elevator equip*, lift machine*, lift motor*
lift_machine: elevator control*, aufzugsmaschinen*, 电梯机房
car_park: parking*, car park, garage, tiefgarage, 车库, 停车
bicycle_park: bicycle*, bike*, fahrrad*, 自行车
kitchen: kitchen, küche, kueche, 厨房, 操作间
canteen: canteen, cafeteria, dining*, restaurant, kantine, mensa, 食堂, 餐厅, 餐饮
pantry: break room, break rm, pantry, kitchenette, coffee*, tea room, teeküche, teekueche
pantry: 茶水, 开水
toilet: restroom*, rest room*, toilet*, wc, rr, bath*, bad, lavatory, washroom*, mens, womens
toilet: dusche, shower*, herren, damen, sanitär*, 卫生间, 厕所, 洗手间, 盥洗
cleaning: jan, janitor*, janit, custodial, cleaning*, cleaner*, putz*, 保洁, 清洁间
lobby: elevator lobby, lift lobby, stair lobby, 电梯厅, 电梯前室, 楼梯前室, 前室
stair: stair*, staircase, stairwell, treppe*, treppenhaus, 楼梯
lift: elevator shaft*, lift shaft*, aufzugsschacht, aufzugschacht, 电梯井
shaft: shaft, shafts, riser*, schacht, 管井, 管道井, 电井, 水井
lift: elev, elevator*, lift, lifts, aufzug*, 电梯, 客梯, 货梯
corridor: corridor*, hallway*, passage*, circulation, flur*, gang, korridor, 走廊, 走道, 过道, 通道
lobby: lobby, lobbies, foyer, vest, vestib*, entry, entrance*, atrium, eingang*, windfang, diele
lobby: 门厅, 大堂, 大厅入口, 门斗
fire_control: fire control*, fire command*, 消防控制
guard: guard*, security room, security office, pförtner*, 警卫, 门卫, 安保
duty: duty room, duty office, 值班
data_centre: data center, data centre, 数据中心
server: server*, computer room, edv*, 计算机房, 服务器, 信息机房
network: network*, netzwerk*, 网络机房
telecom: tele, telecom*, comm rm, comm room, idf, mdf, 通信, 弱电
generator: generator*, 发电机
electrical: elec, electric*, ups, batt, battery, elektro*, 配电间, 强电
switch: switchgear, switch room, transformer*, substation, trafo*, 变配电, 变电, 配电室
boiler: boiler*, heizung*, heizraum, 锅炉
chiller: chiller*, 制冷, 冷冻机房
pump: pump*, 水泵, 泵房
water_tank: water tank*, 水箱
ventilation: ventilation*, ahu, air handling, lüftung*, lueftung*, 风机房, 通风机房, 空调机房
plant: mech, mechanical*, plant room, hvac, utility, utilities, technik*, 设备, 机房
storage: recyc*, waste*, trash*, garbage, müll*, muell*, 垃圾
filing: files, file room, records, registratur, 资料
secure: secure doc*, vault, 保密, 机要
archive: archive*, archiv, 档案
storage: stor, storage*, store, stores, store room, storeroom, closet, locker*, abstell*, lager*
storage: 储藏, 储物, 库房, 仓库, 杂物
print: print*, copy*, kopier*, 文印, 打印, 复印
mail: mail, mailroom, mail room, post room, poststelle, 收发
medical: medical*, clinic, healing*, first aid, nurse*, sanitätsraum, 医务, 医疗
library: library, bibliothek, 图书
training: training*, classroom*, class room, schulung*, 培训, 教室
petition: 信访
reception: reception*, empfang*, waiting*, 接待, 会客
service_hall: service hall, public hall, counter hall, bürgeramt, 办事大厅, 服务大厅
meeting: conf, conference*, meeting*, briefing*, boardroom, board room, besprechung*, konferenz*
meeting: sitzungs*, seminar*, auditorium, 会议, 会商, 洽谈, 报告厅
courtroom: courtroom*, court room, 审判法庭
interrogation: interrogation*, interview room, 审讯, 讯问
command_centre: 指挥中心, 指挥大厅
laboratory: laborator*, lab, labs, labor, 实验
party_activity: 党员活动
changing: changing*, umkleide*, 更衣
office: office*, off, workspace*, workstation*, open plan, buero*, büro*, administrative*, 办公
plant: service distribution, facility service*
"""
_LATIN = re.compile(r"[a-zà-ÿ]+")


@cache
def _entries() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the table as (use, pattern), in order."""
    entries = []
    for line in filter(None, _TABLE.splitlines()):
        use, _, words = line.partition(":")
        patterns = "|".join(_pattern(phrase.strip()) for phrase in words.split(","))
        entries.append((use, re.compile(patterns)))
    return tuple(entries)


def _pattern(phrase: str) -> str:
    if not _LATIN.match(phrase):
        return re.escape(phrase)
    words = (
        re.escape(word.removesuffix("*")) + ("[a-zà-ÿ]*" if word.endswith("*") else "")
        for word in phrase.split()
    )
    return r"(?<!\S)" + " ".join(words) + r"(?!\S)"


def use_of_words(text: str) -> str | None:
    """Return the use that a room's name speaks of, None where it says nothing.

    Examples
    --------
    >>> use_of_words("S-1/S-4 CONFERENCE RM"), use_of_words("ELEV EQ RM"), use_of_words("ELEV")
    ('meeting', 'lift_machine', 'lift')
    >>> use_of_words("第二会议室"), use_of_words("Treppenhaus 2"), use_of_words("TEAM RM")
    ('meeting', 'stair', None)
    """
    folded = text.casefold().replace("'", "")
    words = " ".join(re.findall(r"[^\W\d_]+", folded))
    return next((use for use, pattern in _entries() if pattern.search(words)), None)


def all_uses() -> frozenset[str]:
    """Return every use that the table knows."""
    return frozenset(use for use, _ in _entries())
