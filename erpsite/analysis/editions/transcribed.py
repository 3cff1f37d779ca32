"""Say how Chinese texts may write a name of another language that no list of names knows: by its sounds.

Transcriptions use some two hundred characters, each for a consonant with a vowel and perhaps an n behind it.
A name is read as its consonants; a pattern of such characters in their order may be it. It is only pointed
out: 奥杜亚 for Oduya, 布兰特 for Brandt.
"""

from __future__ import annotations

import re

from erpsite.frozen import dataclass

__all__ = ["transcribed_pattern"]

_VOWELS = "阿埃艾爱奥欧伊亚雅娅耶叶尤优于约乌瓜"
_SOUNDS = {
    "B": "巴贝比彼碧波伯勃博布帕佩皮珀普蓓",
    "D": "达戴黛德迪蒂杜多朵塔泰陶特提缇图托妲",
    "K": "盖戈格葛古圭基加嘉卡凯考科克库奎柯",
    "L": "尔拉莱赖劳勒雷蕾丽莉利里理黎卢鲁露路罗洛萝瑞",
    "M": "马玛麦毛梅美米密莫默姆穆玫",
    "N": "娜纳内尼妮纽诺努奈",
    "S": "查吉贾杰奇齐乔切瑟萨塞赛莎舍什施史舒丝思斯苏索西希锡夏修茜泽扎芝治朱兹佐热日",
    "V": "法菲费弗夫福瓦威薇韦维沃",
    "H": "哈海豪赫罕霍胡希休",
}
"""A character for a consonant and its vowel; hard and soft ones are one, as in dialects and by habit."""
_NASAL = {
    "": "安昂恩因英杨扬云", "B": "班邦本宾潘彭平", "D": "丹登丁顿坦汤腾廷婷当", "K": "甘贡坎康肯孔昆金冈",
    "L": "兰朗林琳伦隆龙", "M": "曼芒门蒙敏明", "N": "南宁", "S": "琴琼让桑森珊山尚申孙逊辛欣松詹珍曾赞",
    "V": "凡芬万旺温文翁", "H": "汉亨洪",
}  # fmt: skip
"""A character for a consonant, its vowel and an n."""
_LETTERS = (
    ("tsch", "S"), ("sch", "S"), ("ck", "K"), ("ch", "SKH"), ("sh", "S"), ("th", "SD"), ("ph", "V"),
    ("gh", "K"), ("qu", "K"), ("tz", "S"), ("dt", "D"), ("x", "KS"),
)  # fmt: skip
_ONE = {
    "b": "B", "p": "B", "d": "D", "t": "D", "g": "KS", "k": "K", "q": "K", "c": "KS", "l": "L", "r": "L",
    "m": "M", "n": "N", "s": "S", "z": "S", "j": "S", "v": "V", "w": "V", "f": "V", "h": "H",
}  # fmt: skip
_SHORTEST = 5
"""Letters of a name that is read by its sounds; shorter ones sound like too many words."""
_FEWEST = 3
"""Characters of a transcription that is pointed out."""
_ANY = "".join([_VOWELS, *_SOUNDS.values(), *_NASAL.values()])


@dataclass(frozen=True)
class _Sound:
    """Hold one consonant: the sounds that it may have, and whether a transcription may leave it out."""

    kinds: str
    silent: bool = False


def transcribed_pattern(name: str) -> str:
    """Return the pattern of what may be a name, in small letters without accents; empty for a short one."""
    if len(name) < _SHORTEST or not name.isascii() or not name.isalpha():
        return ""
    sounds = _sounds(name)
    begins = re.match(r"[aeiouy]", name) is not None
    ends = re.search(r"[aeiouy]{2}$|[iuy]a$|y[aeo]$", name) is not None
    heard = sum(not sound.silent for sound in sounds)
    if heard + begins + ends < _FEWEST and len(sounds) <= _FEWEST:
        return ""
    lead = f"(?:[{_VOWELS}]|(?=[{_NASAL['']}]))" if begins and heard < _FEWEST else f"[{_VOWELS}]?" * begins
    tail = f"[{_VOWELS}]" if ends and heard < _FEWEST else ""
    return f"(?=[{_ANY}]{{{_FEWEST}}}){lead}{_body(sounds)}{tail}"


def _sounds(name: str) -> list[_Sound]:
    """Return the consonants of a name; some may be silent, as an h, and an r before another."""
    found: list[_Sound] = []
    at = 0
    while at < len(name):
        letters, kinds = next(
            ((one, kinds) for one, kinds in _LETTERS if name.startswith(one, at)),
            (name[at], _ONE.get(name[at], "")),
        )
        after = name[at + len(letters) : at + len(letters) + 1]
        at += len(letters)
        if letters == "x":
            found += [_Sound("K"), _Sound("S")]
        elif kinds and not (
            found and found[-1].kinds == kinds and name[at - len(letters) - 1] not in "aeiouy"
        ):
            silent = letters in {"h", "j"} or (letters == "r" and after not in set("aeiouy"))
            silent |= letters in {"g", "v", "w"} and bool(found) and found[-1].kinds in {"N", "K"}
            found.append(_Sound(kinds, silent))
    return found


def _body(sounds: list[_Sound]) -> str:
    parts: list[str] = []
    at = 0
    while at < len(sounds):
        sound, after = sounds[at], sounds[at + 1] if at + 1 < len(sounds) else None
        plain = f"[{_of(_SOUNDS, sound)}]"
        if sound.kinds == "N":
            plain = f"(?:[{_NASAL['']}]?[{_SOUNDS['N']}]|[{_NASAL['']}{_NASAL['N']}])"
        part = f"{plain}[{_VOWELS}]?"
        if after and (after.kinds == "N" or (after.kinds == "M" and at + 2 == len(sounds))):
            inner = f"[{_SOUNDS[after.kinds]}{_NASAL['']}][{_VOWELS}]?"
            both = f"(?:[{_of(_NASAL, sound)}](?:[{_SOUNDS['N']}][{_VOWELS}]?)?|{part}{inner})"
            parts.append(f"(?:{both}|{inner})" if sound.silent else both)
            at += 2
        else:
            parts.append(f"(?:{part})?" if sound.silent else part)
            at += 1
    return "".join(parts)


def _of(known: dict[str, str], sound: _Sound) -> str:
    return "".join(known[kind] for kind in sound.kinds)
