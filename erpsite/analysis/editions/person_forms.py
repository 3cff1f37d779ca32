"""List the forms in which people write a person's name: signatures, initials, titles with a surname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from erpsite.analysis.editions.foreign_given import given_in_han
from erpsite.analysis.editions.plain_names import folded
from erpsite.analysis.editions.transcribed import transcribed_pattern

__all__ = ["Forms", "han_pattern", "latin_pattern", "person_forms"]


class Forms(Protocol):
    """Take the forms of names."""

    exact: dict[str, str]
    loose: dict[str, str]
    surnames: dict[str, str]
    titled: dict[str, str]
    doubtful: list[str]


_COMPOUND = frozenset({
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空",
    "夏侯", "端木", "长孙",
})  # fmt: skip
"""Surnames of two characters."""
_AFTER_HAN = (
    "总(?![结量数计和是体共部额价成线会览表账之经监裁]|的[来说看])|总(?=和[^为是达超约等不\\d])|工(?![作时厂程单序具业艺期人资位件段况地伤])|董(?!事)|"
    "副总|总监|总裁|总经理|董事长|"
    "经理|主任|主管|部长|科长|处长|院长|局长|厂长|行长|校长|书记|队长|组长|会长|秘书长|秘书|助理|顾问|博士|教授|老师|先生|女士|小姐|"
    "师傅|会计|律师|工程师|姐(?!妹)|哥|同学|同志|老(?=[^一-鿿]|$)|某(?![年月日天些个种人次时地单])|(?i:sir)(?![A-Za-z])"
)
"""Titles that follow a surname: 王总, 李工."""
_NOT_BEFORE = "每本上下一两三几整半全双单隔次"
"""Characters before which a surname such as 周 is part of another word: 每周总结."""
_BEFORE_LATIN = (
    r"Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Director|President|Chairman|Chairwoman|Chair|Manager|Engineer|"
    r"Chief|Boss|"
    r"CEO|CFO|CIO|COO|CTO|CISO|VP|Colleague|Herr|Frau|Monsieur|Madame|Lao|Xiao"
)
_AMBIGUOUS = frozenset({
    "he", "sun", "long", "song", "you", "may", "bing", "young", "king", "brown", "white", "green",
    "black", "gray", "grey", "bush", "cook", "baker", "hill", "wood", "stone", "rose", "bell", "fox",
    "wolf", "rich", "price", "day", "hall", "field", "june", "april", "august", "will", "mark", "bill",
    "grant", "frank", "grace", "hope", "faith", "joy", "dawn", "su", "tan", "pan", "fan", "gong",
    "pang", "mei", "lei", "fang", "ding", "ban", "bai", "bi", "bo", "cai", "can", "dan", "dong", "gang",
    "guo", "hang", "she", "men", "ken", "dean", "miles", "chance", "ray", "art", "pat", "rob", "sue",
    "drew", "chase", "lane", "park", "page", "ford", "ross", "stark", "swift", "sharp", "lu", "ma", "ye",
    "yin", "yang", "tang", "yuan", "shi", "si", "li", "la", "de", "van", "von", "der", "den", "di", "da",
    "del",
})  # fmt: skip
"""Names that are words, currencies or parts of other names as well."""


_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ø": "oe"}
)


def latin_variants(name: str) -> tuple[str, ...]:
    """Return a name as it is, with two letters for an umlaut, and without an apostrophe: O'Neill, Oneill."""
    joined = re.sub(r"['’]", "", name)
    small = re.sub(r"['’](\w)", lambda found: found[1].lower(), name)
    return tuple(dict.fromkeys((name, name.translate(_UMLAUTS), joined, small)))


def han_pattern(surnames: Iterable[str]) -> str:
    """Return the pattern of a surname with a title behind it; the surname is its first group."""
    return rf"(?<![{_NOT_BEFORE}])({'|'.join(sorted(surnames, key=len, reverse=True))})(?:{_AFTER_HAN})"


def latin_pattern(names: Iterable[str]) -> str:
    """Return the pattern of a name with a title before it; the name is its first group."""
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return rf"(?<![A-Za-z])(?:{_BEFORE_LATIN})\.?\s+({known})(?![A-Za-z])"


def _put(known: dict[str, str], form: str, title: str, nobody: str) -> None:
    """Add a form; one that two people share stands for neither of them."""
    known[form] = title if known.get(form, title) == title else nobody


def person_forms(name: str, title: str, forms: Forms, ordinary: frozenset[str]) -> None:
    """Add the forms of a name in one language, with the title that stands instead."""
    if re.search(r"[一-鿿]", name):
        forms.exact[name] = title
        _han_forms(name.replace(" ", ""), title, forms)
    else:
        _latin_forms(name, title, forms, ordinary)


_THEN = r"(?=[^一-鿿]|$|[说的和与给要把将去来看写做提问建反负主已会在也同批签处确参出认交接审核汇安完])"
"""What follows a nickname and begins no other word with it."""


def _han_forms(name: str, title: str, forms: Forms) -> None:
    forms.exact[name] = title
    if "·" in name:
        for part in name.split("·"):
            if len(part) > 2:
                _put(forms.exact, part, title, "一位同事")
            elif len(part) > 1:
                forms.doubtful.append(part)
        return
    if not 2 <= len(name) <= 4:
        return
    size = 2 if name[:2] in _COMPOUND and len(name) > 2 else 1
    surname, given = name[:size], name[size:]
    _put(forms.surnames, surname, title, "一位同事")
    last = given[-1]
    forms.doubtful.append(rf"[老小阿]{surname}{_THEN}")
    called = (
        rf"小{surname}[子儿]|大{surname}|[小阿]?{last}[哥姐]|[阿小大]{last}|{last}总|"
        rf"{last}[子仔儿]|{last}{last}"
    )
    forms.doubtful.append(rf"(?:(?<![一-鿿])|(?<=[与和由请给找问跟让向]))(?:{called}){_THEN}")
    if len(given) == 2:
        _put(forms.exact, given, title, "一位同事")
    elif size == 1:
        forms.doubtful.append(rf"(?<![一-鿿]){given}(?=[（(]|说|签)")


def _latin_forms(name: str, title: str, forms: Forms, ordinary: frozenset[str]) -> None:
    forms.loose[re.sub(r"\s+", " ", name).lower()] = title
    words = [word for word in re.split(r"[\s.,]+", folded(name)) if word]
    if len(words) < 2:
        return
    first, last = words[0], words[-1]
    for one, other in ((first, last), (last, first)):
        for form in (
            f"{one} {other}",
            f"{one}, {other}",
            f"{one}.{other}",
            f"{one}_{other}",
            f"{one}-{other}",
        ):
            forms.loose[form.lower()] = title
        forms.loose[f"{one}{other}".lower()] = title
        letters = other[0]
        forms.doubtful += [
            rf"(?<![A-Za-z]){re.escape(one)},? {letters}\.?[ -]?[A-Z](?![A-Za-z])",
            rf"(?<![A-Za-z]){letters}\.?[ -]?[A-Z]\.? {re.escape(one)}(?![A-Za-z])",
        ]
        forms.exact |= dict.fromkeys(
            (
                f"{letters}. {one}",
                f"{letters}.{one}",
                f"{letters} {one}",
                f"{one} {letters}.",
                f"{one}, {letters}.",
            ),
            title,
        )
        for joined in (f"{letters}{one}", f"{one}{letters}", f"{letters}.{one}", f"{one}.{letters}"):
            small = joined.lower()
            if len(joined) > 4 and small not in ordinary:
                forms.loose[small] = title
            elif len(joined) > 4:
                forms.doubtful.append(rf"(?<![A-Za-z]){re.escape(small)}(?![A-Za-z])")
    forms.loose |= dict.fromkeys(_together(words[1:]), title)
    forms.doubtful += _in_han(words)
    forms.doubtful.append(_mail_names(words))
    initials = "".join(word[0] for word in words)
    for two in {initials, initials[::-1]}:
        forms.exact[".".join(two) + "."] = title
        forms.exact[". ".join(two) + "."] = title
        forms.doubtful.append(rf"(?<![A-Za-z0-9/&-]){two}(?![A-Za-z0-9/&-])")
    parts = (part for word in words for part in word.split("-") if "-" in word)
    for word in dict.fromkeys((first, last, *words, *parts)):
        _single(word, title, forms, ordinary)
    _syllables(words, title, forms)


def _in_han(words: list[str]) -> Iterator[str]:
    """Yield patterns of how Chinese texts may write the words of a name."""
    for word in words:
        yield from map(re.escape, given_in_han(word.lower()))
        yield from filter(None, map(transcribed_pattern, word.lower().split("-")))


def _together(words: list[str]) -> Iterator[str]:
    """Yield a surname of several words as one: vanDijk."""
    if len(words) > 1 and len(together := "".join(words).lower()) > _SHORT:
        yield together


def _mail_names(words: list[str]) -> str:
    """Return the pattern of what may stand before the @ of someone's address: `lq@`, `li.q@`, `qiang@`."""
    small = [word.lower() for word in words]
    letters = "".join(word[0] for word in small)
    short = {letters, letters[::-1], *(word for word in small if len(word) > 1)}
    for one, other in ((small[0], small[-1]), (small[-1], small[0])):
        short |= {f"{one}{sign}{other[0]}" for sign in ("", ".", "_", "-")}
        short |= {f"{one[0]}{sign}{other}" for sign in ("", ".", "_", "-")}
    known = "|".join(re.escape(one) for one in sorted(short - _ROLES, key=lambda one: (-len(one), one)))
    return rf"(?i:(?<![A-Za-z0-9._%+-])(?:{known})(?=@))" if known else r"(?!)"


_ROLES = frozenset({"ap", "ar", "bi", "hr", "it", "pm", "po", "pr", "qa", "qm", "vp"})
"""Initials that are the address of a department."""


def _syllables(words: list[str], title: str, forms: Forms) -> None:
    """Add a given name of two syllables with a hyphen or space between them, beside its surname."""
    for given in words:
        for at in range(2, len(given) - 1):
            one, two = given[:at], given[at:]
            if re.search(r"[aeiou]", one, re.IGNORECASE) and re.match(r"[bcdfghjklmnpqrstwxyz]", two):
                if len(given) > _SHORT:
                    forms.loose.setdefault(f"{one}-{two}".lower(), title)
                others = [word for word in words if word != given]
                for other in others:
                    for parted in (f"{one}-{two}", f"{one} {two}"):
                        forms.loose |= dict.fromkeys(
                            (f"{parted} {other}".lower(), f"{other} {parted}".lower()), title
                        )


_SHORT = 4
"""Letters of a name up to which its halves with a hyphen may be other words, such as `we-b`."""


def _single(word: str, title: str, forms: Forms, ordinary: frozenset[str]) -> None:
    """Add a word of a name alone: cut with a title before it, and by itself where it can be nothing else."""
    _put(forms.titled, word, title, "a colleague")
    small = word.lower()
    if small in ordinary or small in _AMBIGUOUS or len(word) < 3:
        if len(word) > 2:
            forms.doubtful.append(
                rf"(?<![A-Za-z.] )(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if len(word) > 3 else r"(?!)"
            )
        return
    _put(forms.exact, word, title, "a colleague")
    _put(forms.exact, word.upper(), title, "a colleague")
