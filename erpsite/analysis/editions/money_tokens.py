"""Part a text into the words of amounts: currencies, numbers, multipliers, and what joins them."""

from __future__ import annotations

import re
from functools import cache

from erpsite.analysis.editions import money_words as words
from erpsite.analysis.editions.plain_characters import HOLE
from erpsite.frozen import dataclass

__all__ = ["Token", "is_counted", "is_times", "tokens_of"]

_BIG_HAN = re.compile(r"[十百千万萬亿億拾佰仟]")
_BIG_EN = re.compile(r"(?i:hundred|thousand|million|billion|trillion|lakh|crore)")


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one word of a text; `start` and `end` count plain characters."""

    kind: str
    """`code` or `coin` (a currency; a coin follows its number), `maybe` (perhaps one), `number`,
    `wordnumber`, `times`, `link`, `loose`, `fill`, `join`, `percent`, `hole`, `phrase`, `identifier`,
    `part`, `space`, `stop`, `figures`, `budget`, `word` or `other`."""
    text: str
    start: int
    end: int

    @property
    def is_money(self) -> bool:
        """Say whether it names a currency."""
        return self.kind in {"code", "coin"}

    @property
    def is_number(self) -> bool:
        """Say whether it is a number, in figures or in words."""
        return self.kind in {"number", "wordnumber"}


_GROUPED = (
    r"\d{1,3}(?:[,.'’‘ʼ′`·] ?\d{3})+(?:[.,]\d+)?|\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?!\d)|"
    r"\d{1,3}(?:，\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"
)
_NUMBER = (
    rf"(?:(?:{_GROUPED})|\d+(?:[.,]\d+)?|\.\d+)"
    r"(?: ?[½¼¾⅓⅔]|/\d+)?(?:[eE]\+?\d+(?!\w)| ?[×x*] ?10(?:\^?\d+|[⁰¹²³⁴-⁹]+))?"
    r"(?:[.,][-–—]{1,2}(?! ?\d))?|[½¼¾⅓⅔]"
)
_IDENTIFIER = (
    r"(?i:(?<![a-z])(?:nos?|nr|numbers?|id|ref)[.:]? ?)(?=\d{4})[\d-]+(?![\d.,]|[kKmM]\b)|"
    r"(?i:(?<![a-z])(?:(?:cost|profit) ?(?:cent(?:re|er)|element)s?|accounts?|ledger)) ?\d+"
    r"(?![\d.,]|[kKmM]\b)|"
    r"(?:成本中心|利润中心|成本要素|科目|编号|编码|单号|批号|账号|工号) ?[:号为]? ?\d[\d-]*"
    r"(?![\d.,]|[kKmM]\b|[万亿元块])|"
    r"https?://\S+|[A-Za-z0-9_.+-]+@[A-Za-z0-9_.-]+|"
    r"(?<!\d)(?:19|20)\d\d/\d\d(?![\d/])|"
    r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?!\d)|"
    r"(?!\d{1,3}(?:\.\d{3})+(?![\d.]))\d+(?:\.\d+){2,}"
)
_PERCENT = (
    r"(?:\d[\d.,]*|[½¼¾⅓⅔]) ?(?:[%％‰]|per ?cent|percent|pp\b|个百分点)|百分之|[Pp]er ?cent|[Pp]ercent|"
    r"[Pp]er thousand|(?:in|out of) (?:a|one) (?:hundred|thousand|million)"
)
_PHRASE = (
    r"数以[百千]?[十百千万亿]+计|"
    r"千万(?=不|别|要|注|记|小心|莫|勿)|(?<![\d ])万一|万能|万向|亿万|百万分|万万(?=不)|"
    r"[模板区地方金砖冰]块|块状|"
    r"[单多公纪]元|[剪镰菜]刀|刀[具片]|[椭团]圆"
)
"""Words that look like parts of an amount."""
_PART = r"[A-Za-z]+-?\d[A-Za-z0-9.]*"


@cache
def _pattern(currencies: tuple[str, ...]) -> re.Pattern[str]:
    own = "|".join(re.escape(code) for code in sorted({*words.CODES, *filter(None, currencies)}))
    lower = "cny|rmb|eur|usd|gbp|jpy|chf|hkd|Rmb|Eur|Usd|Cny"
    code = rf"[kKTMm]?(?:{own}|{lower})s?(?:['’]000)?(?![A-Za-z])"
    before = rf"(?:[kKTMm]|Mio\.?|Mrd\.?|[Mm]n|[Bb]n) ?(?={words.SYMBOLS})"
    unit = r"[十百千]?[万亿]元(?=[)\]:])|(?:(?<=单位:)|(?<=单位: )|(?<=单位为))[十百千]?[万亿]元"
    symbol = rf"{unit}|(?:{before})?(?:{words.SYMBOLS})(?:(?:[kKTMm]|[mb]n)(?![A-Za-z]))?"
    kinds = {
        "hole": HOLE,
        "stop": r"\n|[。！？!?；]|\.(?= [A-Z])",
        "space": " +",
        "phrase": _PHRASE,
        "code": f"{code}|{symbol}|{words.MONEY_WORDS}",
        "coin": words.MONEY_HAN,
        "maybe": rf"(?:{words.DOUBTFUL_CODES})(?![A-Za-z])",
        "figures": words.FIGURES,
        "percent": _PERCENT,
        "identifier": _IDENTIFIER,
        "number": rf"{_NUMBER}|{words.HAN_NUMERAL}",
        "wordnumber": words.WORD_NUMBER,
        "times": rf"{words.TIMES_HAN}|(?<=[\d½¼¾ -]){words.TIMES_EN}|(?<=\d)[bBwWTL](?![A-Za-z0-9])",
        "part": _PART,
        "budget": words.BUDGET_WORDS,
        "link": words.LINKS,
        "loose": words.LOOSE_LINKS,
        "fill": words.BEFORE_NUMBER,
        "join": words.AFTER_NUMBER,
        "word": r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9_'’]*",
        "other": ".",
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in kinds.items()))


def tokens_of(text: str, currencies: tuple[str, ...]) -> list[Token]:
    """Return the words of a plain text; `currencies` are the codes of the plan's own."""
    return [
        Token(found.lastgroup or "other", found[0], found.start(), found.end())
        for found in _pattern(currencies).finditer(text)
    ]


def is_times(token: Token) -> bool:
    """Say whether a word multiplies the number before it."""
    if token.kind == "times":
        return True
    if token.kind == "number":
        return bool(_BIG_HAN.match(token.text))
    return token.kind == "wordnumber" and bool(_BIG_EN.match(token.text))


def is_counted(tokens: list[Token], last: int) -> bool:
    """Say whether what is counted follows a number: a measure word, or a word in Latin letters."""
    place = last + 1
    while place < len(tokens) and tokens[place].text in {
        "多",
        "余",
        "来",
        "个",
        "or",
        "so",
        "of",
        "more",
        "than",
    }:
        if tokens[place].text == "个":
            return True
        place += 1
    if place >= len(tokens):
        return False
    after = tokens[place]
    rest = "".join(token.text for token in tokens[place : place + 4])
    if re.match(words.COUNTED_HAN, rest):
        return True
    if after.kind == "budget":
        return re.fullmatch(words.PIECES, after.text) is not None
    if after.kind in {"word", "identifier"}:
        return not re.fullmatch(words.NOT_COUNTED, after.text, re.IGNORECASE)
    return False
