"""Korean: particles off the word's end, then overlapping pairs of syllables."""

from portal.analysis.unspaced import pairs

# Case particles, plural, copula and the verb endings that follow a Chinese-derived noun.
_LIST = """
    은 는 이 가 을 를 의 에 에서 에게 에게서 께서 으로 로 으로서 로서 으로써 로써 와 과 도 만
    까지 부터 보다 처럼 마다 조차 라고 이라고 라는 이라는 이다 이며 이고 하는 하다 하고 하며
    했다 한 할 된 되는 됐다 되었다 입니다 인 들 들이 들은 들을 들의 에는 에도 에서는 으로는
    와의 과의 이란 란 무엇인가 인가 는가 은가
"""
_PARTICLES = sorted(_LIST.split(), key=len, reverse=True)


def without_particle(word: str) -> str:
    """Strip the longest particle that leaves at least two syllables."""
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            return word[: -len(particle)]
    return word


def words(word: str) -> list[str]:
    return pairs(without_particle(word))
