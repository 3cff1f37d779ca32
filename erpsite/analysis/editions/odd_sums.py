"""Find amounts that are written with a word or a letter that mostly means something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from erpsite.analysis.editions.money_words import FOREIGN
from erpsite.analysis.editions.plain_characters import HOLE

__all__ = ["odd_sums"]

_MONEY = (
    r"[花投省赚赔亏砸拨付]了?|预算|成本|费用|经费|资金|价格?|钱|"
    r"(?i:\b(?:budget|costs?|price[ds]?|paid|pay|spen[dt]|sav(?:e[ds]?|ings?)|charge[ds]?|each|fees?)\b)"
)
"""Words of money; they must stand in the same sentence."""
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_HAN = "一二两兩三四五六七八九几"
_NEAR_MONEY = re.compile(
    rf"[{_HAN}\d.]+[百千]\s?[个個](?=[^一-鿿]|$|[的多左右以了吧够预花])|"
    rf"[{_HAN}十百]+[个個]小目标|"
    rf"(?<![\d.A-Za-z])\d{{1,2}}\s?p(?![A-Za-z0-9])|"
    rf"(?<=[价费花付个張张次份])[{_HAN}]角(?![度落色钢形铁星])|"
    rf"(?<=花了|付了)[{_HAN}]角(?![度落色钢形铁星])"
)
"""An amount only in a sentence that has a word of money."""
_COUNTED = re.compile(rf"(?:{_MONEY})[^，,、：:\d]{{0,4}}(\d+(?:\.\d+)?\s?[个個])(?=[^一-鿿]|$)")
"""An amount only close behind one: `合同外接口11个` counts interfaces, whatever is said of money."""
_ALWAYS = re.compile(
    r"(?<!第)[二两兩五七九][角毛](?=$|[^一-鿿])|"
    rf"(?<!第)[{_HAN}半][角毛]"
    rf"(?=钱|[{_HAN}]分(?![之支])|一[个张次份条件页单]|以[上下内]|[到至][{_HAN}])|"
    r"\d+[.,]\d+\s?[个個]小目标|"
    r"(?<![A-Za-z0-9.,-])R\s?\d+(?:[.,]\d+)?\s?(?:mn?|bn|k|mil(?:lion)?|billion)(?![A-Za-z0-9])|"
    r"(?<![A-Za-z0-9.,-])\d+(?:[.,]\d+)?\s?[bB]io\b\.?(?=\s*(?:$|[,;:)]|for|of|in|per|a\b|[A-Z]{3}\b|€|\$))|"
    r"\d[\d.,]*\s?(?:triệu|tỷ|nghìn)(?![a-z])|"
    r"\d[\d.,]*\s?(?:[MeE]?Ft)(?![A-Za-z])|"
    r"(?<![A-Za-z0-9])\d{1,3}[.,]\d{3}\s?(?:KD|BD|QR|JD|LE)(?![A-Za-z])|"
    r"(?:预算|投资|投入|成本|费用|花了|投了)\s?[约近]?\s?\d+(?:\.\d+)?\s?[kK][wW](?![A-Za-z])|"
    r"\d+(?:\.\d+)?\s?[kK][wW](?:\s?元|的?(?:预算|投资|成本|费用))|"
    rf"[百千万亿][{_HAN}]?一(?:[台套件次条张份年天]|个月?)(?![一-鿿]*[月点])|[{_HAN}][百千]?[{_HAN}]?每[月年台套]|"
    rf"(?<!第)[{_HAN}\d]\s?[角毛]\s?[{_HAN}\d](?=\s?分(?![之钟支])|一[个张次份条件页单]|[^一-鿿\d]|$)|"
    r"万儿八千|千儿八百|百儿八十|[일이삼사오육칠팔구십백천만억]{2,}\s?원|"
    r"\d[\d.,]*\s?(?:tkr|jt|bin\sTL|TL)(?![A-Za-z])|"
    r"\d+(?:\.\d+)?p\s(?:each|apiece|per|a)(?![a-z])|\d[\d.,]*[\s-]?ish\s?(?:k|m|million|thousand)(?![a-z])|"
    r"(?<![A-Za-z0-9])[A-Za-z]{1,4}(?:\d{2,}|\d[.,]\d+)(?:[kKmM]|[mb]n|[Mm]io)(?![A-Za-z0-9²³])|"
    r"(?<![A-Za-z0-9])[A-Z][a-z]{0,3}\d{1,3}(?:[,.']\d{3})+(?![\d.,])"
)
_HALVES = re.compile(
    rf"(?i:(?<![A-Za-z])(?:{FOREIGN})[\s-]?(?:{HOLE}|millionen?|milliarden?|mill[oó]n(?:es)?|milion[ei]|milliards?)|"
    rf"[a-z]+[\s-](?:odd|something|plus)[\s-](?:{HOLE}|hundred|thousand|million|billion|k(?![a-z]))|"
    rf"(?<![a-z])(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty),?\s"
    rf"(?:maybe|perhaps|possibly|rather|or\seven)\s{HOLE}|{HOLE}[kKmM]\d)"
)
"""What stands beside a cut amount, or a million, and is its other half."""


def odd_sums(text: str) -> Iterator[tuple[int, int]]:
    """Yield begin and end of what may be an amount, of a text after `plain_characters`.

    `R2m`, `2 bio`, `五角`, `两百个`, `1.2个小目标` and `99p` are amounts where people speak of money,
    and else radii, goals and pages: some count everywhere, others only in a sentence with a word of money.
    """
    for pattern in (_ALWAYS, _HALVES):
        for found in pattern.finditer(text):
            yield found.span()
    for sentence in _SENTENCE.finditer(text):
        if re.search(_MONEY, sentence[0]):
            for found in _NEAR_MONEY.finditer(text, sentence.start(), sentence.end()):
                yield found.span()
            for found in _COUNTED.finditer(text, sentence.start(), sentence.end()):
                yield found.span(1)
