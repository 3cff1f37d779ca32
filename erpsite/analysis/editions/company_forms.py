"""List the forms in which people write a company's name: without its legal form, its trade, its town."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from erpsite.analysis.editions.person_forms import Forms
from erpsite.analysis.editions.plain_names import folded
from erpsite.model.person import Person

__all__ = [
    "company_forms", "contract_key", "contract_pattern", "domain_pattern", "foreign_domains", "is_common",
]  # fmt: skip

_TRADES = frozenset({
    "software", "systems", "system", "hosting", "analytics", "ltd", "limited", "gmbh", "inc",
    "incorporated", "co", "company", "corp", "corporation", "group", "holding", "holdings", "consulting",
    "consultants", "consultancy", "technologies", "technology", "tech", "services", "service", "data",
    "international", "solutions", "ag", "sa", "sas", "sarl", "bv", "nv", "llc", "llp", "plc", "partners",
    "partner", "digital", "labs", "lab", "networks", "network", "cloud", "engineering", "industries",
    "industry", "global", "china", "europe", "germany", "asia", "pte", "pty", "kg", "ug", "oy", "ab", "as",
    "spa", "srl", "sl", "kk", "and", "und", "the", "of", "&", "information", "it", "erp", "crm",
    "automation", "security", "media", "studio", "works", "platform", "platforms", "logistics", "bank",
    "university", "institute", "agency", "bureau", "office",
})  # fmt: skip
"""Words that follow a company's own, or are too common to tell it."""
_TRADES_HAN = (
    "有限责任公司|股份有限公司|有限公司|股份公司|公司|集团|股份|软件|信息|数据|科技|技术|智能|系统|咨询|顾问|服务|网络|电子|云计算|云|"
    "实业|管理|控股|工程|自动化|通信|通讯|物流|国际|中国|企业|研究院|研究所|事务所|银行|（.*?）|\\(.*?\\)"
)
_TOWNS = (
    "北京|上海|天津|重庆|深圳|广州|杭州|南京|苏州|成都|武汉|西安|青岛|大连|宁波|厦门|无锡|长沙|郑州|合肥|济南|福州|沈阳|昆明|"
    "广东|浙江|江苏|山东|四川|湖北|湖南|福建|安徽|河南|河北|陕西|辽宁|江西|香港|台湾|中国"
)
_MAIL = frozenset({
    "gmail.com", "outlook.com", "hotmail.com", "qq.com", "163.com", "126.com", "yahoo.com", "icloud.com",
    "foxmail.com", "live.com", "sina.com", "sina.cn", "139.com", "aliyun.com",
})  # fmt: skip
"""Domains of mail that tell no company."""
_COMMON = frozenset({
    "info", "mail", "office", "admin", "contact", "sales", "support", "hello", "team", "service",
})  # fmt: skip


def is_common(word: str) -> bool:
    """Say whether a word in small letters is too common to be a name."""
    return word in _COMMON or word in _TRADES


def company_forms(name: str, key: str, instead: str, forms: Forms, ordinary: frozenset[str]) -> None:
    """Add the forms of a company's name in one language; `key` is its id in the plan."""
    if re.search(r"[一-鿿]", name):
        _han_forms(name, instead, forms)
    else:
        _latin_forms(name, instead, forms, ordinary)
    if len(key) > 2 and key not in ordinary and not is_common(key):
        forms.loose.setdefault(key, instead)


def _han_forms(name: str, instead: str, forms: Forms) -> None:
    forms.exact[name] = instead
    short = name
    while (shorter := re.sub(rf"(?:{_TRADES_HAN})$", "", short)) != short and len(shorter) > 1:
        short = shorter
        forms.exact[short] = instead
    plain = re.sub(rf"^(?:{_TOWNS})[省市]?", "", short)
    if len(plain) > 1:
        forms.exact[plain] = instead


def _latin_forms(name: str, instead: str, forms: Forms, ordinary: frozenset[str]) -> None:
    forms.loose[re.sub(r"\s+", " ", name).lower()] = instead
    words = re.findall(r"[^\s,()]+", name)
    while len(words) > 1 and words[-1].lower().strip(".") in _TRADES:
        words.pop()
        if len(words) > 1:
            forms.loose[" ".join(words).lower()] = instead
    whole = re.findall(r"[^\s,()]+", name)
    _initials(whole, forms)
    _short_names(whole, forms)
    if len(words) > 1 and words[1][0].isalnum():
        forms.loose |= dict.fromkeys(
            (f"{words[0]}{sign}{words[1]}".lower() for sign in ("", "-", "_")), instead
        )
    first = folded(words[0].strip("."))
    small = first.lower()
    if len(first) < 2 or small in _TRADES:
        return
    plain = re.escape(first)
    if small in ordinary or len(first) < 3:
        forms.doubtful.append(rf"(?<![A-Za-z])(?:{plain}|{re.escape(first.upper())})s?(?![A-Za-z])")
        return
    forms.loose.setdefault(small, instead)
    forms.doubtful.append(rf"(?<![A-Za-z]){plain}(?=[A-Z][a-z])")
    _halves(small, instead, forms)


def _initials(words: list[str], forms: Forms) -> None:
    """Point at the initials of a name's words, with and without its legal form."""
    own = [word for word in words if word[0].isalnum()]
    while own:
        letters = "".join(word[0].upper() for word in own)
        if len(letters) > 2:
            forms.doubtful.append(rf"(?<![A-Za-z0-9/&-]){letters}(?![A-Za-z0-9/&-])")
        if own[-1].lower().strip(".") not in _TRADES:
            return
        own.pop()


def _short_names(words: list[str], forms: Forms) -> None:
    """Point at two or three letters of a name with its legal form or trade behind: KC GmbH, BW Software."""
    own = [word for word in words if word[0].isalnum()]
    trades = [word.strip(".") for word in own[1:] if word.lower().strip(".") in _TRADES]
    letters = "".join(word[0].upper() for word in own if word.lower().strip(".") not in _LEGAL)
    found = [rf"{letters[:size]}\s+(?:{_LEGAL_FORMS})" for size in (2, 3) if len(letters) >= size]
    inner = "".join(sorted(set(re.sub(r"[^A-Z]", "", folded(own[0])[1:].upper())))) if own else ""
    if trades and inner:
        first = re.escape(own[0][0].upper())
        found.append(
            rf"(?!(?:{_OTHER_LETTERS})\b){first}[{inner}]{{1,2}}\s+(?:{'|'.join(map(re.escape, trades))})"
        )
    forms.doubtful += [rf"(?<![A-Za-z0-9]){one}(?![A-Za-z])" for one in found]


def _halves(small: str, instead: str, forms: Forms) -> None:
    """Add a name that is written in two halves: bright-water is cut, Bright Water pointed out."""
    for at in range(2, len(small) - 1):
        one, two = small[:at], small[at:]
        if len(small) > _SHORT:
            forms.loose |= dict.fromkeys((f"{one}-{two}", f"{one}_{two}"), instead)
        if min(len(one), len(two)) > 2:
            forms.doubtful.append(rf"(?<![A-Za-z]){one.capitalize()}\s+(?i:{two})(?![A-Za-z])")


_OTHER_LETTERS = "AI|API|BI|BPM|CAD|CAM|CRM|DB|EDI|ERP|ETL|HR|IT|MES|OS|PLM|QA|QM|SAP|SQL|UI|WMS"
"""Kinds of software."""
_SHORT = 5
"""Letters of a name up to which its halves with a hyphen may be other words."""
_LEGAL = frozenset({
    "ltd", "limited", "gmbh", "inc", "incorporated", "co", "corp", "corporation", "ag", "sa", "sas", "sarl",
    "bv", "nv", "llc", "llp", "plc", "pte", "pty", "kg", "ug", "oy", "ab", "as", "spa", "srl", "sl", "kk",
    "se",
})  # fmt: skip
_LEGAL_FORMS = (
    r"GmbH|AG|KG|UG|SE|OHG|Ltd|Limited|Inc|LLC|LLP|PLC|plc|Corp|Co|S\.?A\.?(?:S\.?)?|SARL|B\.?V\.?|N\.?V\.?|Oy|AB|"
    r"ApS|A/S|S\.?p\.?A\.?|S\.?r\.?l\.?|Pty|Pte|K\.?K\.?|公司|集团"
)


def contract_key(number: str) -> str:
    """Return the letters and figures of a contract's number."""
    return re.sub(r"[\W_]+", "", number).lower()


def contract_pattern(numbers: Iterable[str]) -> str:
    """Return the pattern of numbers of contracts, whatever parts their figures; it is the first group."""
    known = (
        r"[-_/. ]{0,2}".join(map(re.escape, number)) for number in sorted(numbers, key=len, reverse=True)
    )
    return rf"(?<![A-Za-z0-9])({'|'.join(known)})(?![A-Za-z0-9])"


def foreign_domains(people: Iterable[Person]) -> Iterator[str]:
    """Yield the mail domains that only people of other companies have."""
    domains: dict[str, bool] = {}
    for person in people:
        domain = (person.email or "").partition("@")[2].lower()
        if domain and domain not in _MAIL:
            domains[domain] = domains.get(domain, True) and person.side == "external"
    yield from sorted(domain for domain, foreign in domains.items() if foreign)


def domain_pattern(domains: Iterable[str]) -> str:
    """Return the pattern of what stands in one of the mail domains; the domain is its first group."""
    known = "|".join(map(re.escape, sorted(domains, key=len, reverse=True)))
    return rf"(?<![A-Za-z0-9])[A-Za-z0-9._%+@-]*?({known})(?![A-Za-z0-9])"
