"""What a unit is usually called. Its full name in, a Zone with the short form and the signing organ by custom out.

Both are only proposals for report.yaml, where the user sees and changes them; nothing is made up where no custom fits.
"""

from __future__ import annotations

import re

from drafter.formats import Zone

_SHORT = {
    "经济技术开发区": "经开区",
    "高新技术产业开发区": "高新区",
    "经济开发区": "经开区",
    "综合保税区": "综保区",
}
_ORGANS = {
    "(?:开发|经开|高新|新|园|保税|示范|度假|试验|产业|合作|风景|管理|集聚|工业|科技|综保)区$": "管理委员会",
    "街道$": "办事处",
    "[省市县区旗乡镇]$": "人民政府",
    "(?:人民政府|委员会|管委会|办事处|[局厅])$": "",
}


def zone_named(name: str) -> Zone:
    """云溪经济技术开发区 → short form 云溪经开区, organ 云溪经济技术开发区管理委员会; an organ signs for itself."""
    short = next((name.removesuffix(long) + form for long, form in _SHORT.items() if name.endswith(long)), "")
    organ = next((name + ending for pattern, ending in _ORGANS.items() if re.search(pattern, name)), "")
    return Zone(name=name, short=short, organ=organ)
