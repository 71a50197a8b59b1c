"""Disease names with one character misread.

In: lines, known names. Out: suspicions, each with the nearest known name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..language.script import simplified


@dataclass(frozen=True, order=True)
class Suspicion:
    """One place that looks damaged; of the whole text where it has no fragment."""

    line: int
    fragment: str
    why: str


ENDINGS = "癌瘤病"
SITES = frozenset(
    "肺癌 胃癌 肝癌 肾癌 肠癌 结肠癌 直肠癌 结直肠癌 大肠癌 食管癌 食道癌 胰腺癌 胆管癌 胆囊癌 乳腺癌 卵巢癌 宫颈癌 "
    "子宫内膜癌 前列腺癌 膀胱癌 尿路上皮癌 鼻咽癌 喉癌 "
    "口腔癌 头颈癌 甲状腺癌 皮肤癌 阴茎癌 外阴癌 胸腺癌 间皮瘤 黑色素瘤 骨髓瘤 淋巴瘤 肉瘤 神经母细胞瘤 胶质瘤 肝细胞癌 "
    "肾细胞癌 鳞癌 腺癌 基底细胞癌 "
    "小细胞肺癌 非小细胞肺癌 大细胞癌 癌症 肿瘤 白血病 脑瘤 骨肉瘤 生殖细胞肿瘤 转移癌 原发癌 早期癌 晚期癌 抗癌 防癌 "
    "致癌 患癌 原位癌 类癌 骨癌 舌癌 腮腺癌 尿道癌 "
    "输卵管癌 肾盂癌 输尿管癌 壶腹癌 小肠癌 肛管癌 肛门癌 贲门癌 唾液腺癌 肾上腺癌 甲状旁腺癌 默克尔细胞癌 移行细胞癌 "
    "胚胎癌 导管癌 小叶癌 黏液癌 浸润癌 血液病".split()
)
"""Names of cancers and words that end like one, by which a sound word is known; a word of them is no misprint."""
MISREAD = (
    "官宫 胄胃 未非 木末 鼻鼻 烟咽 跑胞 己已 土上 千干 大太 日曰 人入 夫失 候侯 冶治 泠冷 氏低 姜菱 祼裸 崤峡 皋睾 薄薄 "
    "腸肠 肿肝 腩脑 峁卵 鸾卵 裸巢 苗前 晃膀 恍膀 "
    "佛肺 肺腩 师肺 沛肺 服胰 姨胰 夷胰 日旦 旦胆 担胆 宣直 真直 绪结 枯结 洁结 砜肌 昔腺 线腺 泉腺 鲜腺 脾胂 贤肾 肖肾 "
    "背肾 盼肝 肟肝 旰肝 育胃 冒胃 谓胃 管官 食良 孚乳 浮乳 "
    "巢果 果巢 胱光 光胱 晓尿 鳔鳞 麟鳞 邻鳞 磷鳞 里黑 墨黑 遗髓 随髓 林淋 琳淋 巴已 细纲 纲细 组细 胞饱 饱胞 抱胞 泡胞 "
    "包胞 田细 北非 菲非 韭非 小水 水小 少小".split()
)
"""Pairs of characters, read and meant, that scans and converters exchange."""
_MEANT: dict[str, set[str]] = {}
for _pair in MISREAD:
    _MEANT.setdefault(_pair[0], set()).add(_pair[1])


def misprints(lines: Sequence[str], known: Iterable[str]) -> Iterator[Suspicion]:
    """Words of which one character, exchanged for the one it is often misread for, gives a known name, and that are none themselves."""
    spelt = {name for name in [*SITES, *map(simplified, known)] if name[-1:] in ENDINGS and len(name) > 1}
    names = sorted(spelt, key=lambda name: (-len(name), name))
    for number, line in enumerate(lines, start=1):
        text, seen = simplified(line), set()
        for end in (i + 1 for i, char in enumerate(text) if char in ENDINGS):
            if found := _misprint(text[max(0, end - 8) : end], names):
                word, name = found
                if word not in seen:
                    seen.add(word)
                    yield Suspicion(number, word, f"perhaps {name}")


def _misprint(before: str, names: Sequence[str]) -> tuple[str, str] | None:
    """The word at the end of a stretch, and the longest known name that it is with one character misread."""
    for name in names:
        word = before[-len(name) :]
        if len(word) < len(name) or word == name:
            continue
        wrong = [(a, b) for a, b in zip(word, name, strict=True) if a != b]
        if len(wrong) == 1 and wrong[0][1] in _MEANT.get(wrong[0][0], ()):
            return word, name
    return None
