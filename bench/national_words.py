"""Words to search the national set for."""

from random import Random
from typing import Final

RARE_WORDS: Final = {"氢能": 3, "磁浮": 5, "冰雪": 8, "熊猫": 12, "航天": 20, "量子": 30}
"""Words of two characters, and in how many targets of any size of the set they stand."""

ABSENT_WORDS: Final = ("鲸鱼", "鳄鱼", "葡萄", "业民", "农市", "设发")
"""Words of two characters that stand nowhere; the characters of the last three are common."""

COMMON_WORDS: Final = ("建设", "项目", "打造", "推进", "完成", "创建")
"""Words of two characters that stand in one target out of twenty, and more."""


def rare_targets(targets: int, seed: int) -> dict[int, str]:
    """Which targets, counted from 0 in the order of their making, have which rare word."""
    words = [word for word, count in RARE_WORDS.items() for _ in range(count)]
    places = Random(f"{seed} rare words").sample(range(targets), len(words))
    return dict(zip(places, words, strict=True))
