"""Know the words by which people answer how satisfied they are or how far they agree, from 1 to 5."""

from __future__ import annotations

__all__ = ["answer_of"]

_ANSWERS = {
    **dict.fromkeys(("very satisfied", "extremely satisfied", "completely satisfied", "strongly agree"), 5),
    **dict.fromkeys(("excellent", "very good", "very easy", "always"), 5),
    **dict.fromkeys(
        ("satisfied", "somewhat satisfied", "agree", "somewhat agree", "good", "easy", "often"), 4
    ),
    **dict.fromkeys(("neutral", "neither", "neither agree nor disagree", "average", "fair", "sometimes"), 3),
    **dict.fromkeys(("neither satisfied nor dissatisfied", "ok", "okay", "undecided"), 3),
    **dict.fromkeys(
        ("dissatisfied", "somewhat dissatisfied", "unsatisfied", "disagree", "poor", "rarely"), 2
    ),
    **dict.fromkeys(("somewhat disagree", "bad", "difficult"), 2),
    **dict.fromkeys(("very dissatisfied", "extremely dissatisfied", "completely dissatisfied", "never"), 1),
    **dict.fromkeys(("strongly disagree", "very poor", "very bad", "terrible", "very difficult"), 1),
    **dict.fromkeys(("非常满意", "十分满意", "很满意", "非常同意", "完全同意", "非常好", "很好", "优秀"), 5),
    **dict.fromkeys(("满意", "比较满意", "较满意", "同意", "比较同意", "较好", "好", "良好", "基本满意"), 4),
    **dict.fromkeys(("一般", "中立", "普通", "尚可", "不确定", "说不清", "一般满意"), 3),
    **dict.fromkeys(("不满意", "不太满意", "较不满意", "比较不满意", "不同意", "不太同意", "较差", "差"), 2),
    **dict.fromkeys(("非常不满意", "很不满意", "十分不满意", "极不满意", "非常不同意", "完全不同意"), 1),
    **dict.fromkeys(("非常差", "很差", "极差"), 1),
}


def answer_of(word: str) -> int | None:
    """Return the score from 1, the worst, to 5 that an answer says; None where it says none.

    Figures and signs around the words, such as `5 - Very satisfied` or `非常满意（5分）`, are left to the
    reader of numbers where they agree, and ignored here.
    """
    plain = " ".join(word.split()).casefold().strip(" .。!！")
    return _ANSWERS.get(plain)
