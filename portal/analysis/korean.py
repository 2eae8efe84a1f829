"""Korean: particles off the word's end, then overlapping pairs of syllables.

A particle has its form from the sound before it (은 after a consonant, 는 after a vowel); what
does not agree is part of the word: 전문가, 마을. So are the endings of some common nouns.
"""

from portal.analysis.unspaced import pairs

# Case particles, plural, copula and the verb endings that follow a Chinese-derived noun.
_AFTER_ANY = """
    의 에 에서 에게 에게서 께서 도 만 까지 부터 보다 처럼 마다 조차 하는 하다 하고 하며 했다 한 할
    된 되는 됐다 되었다 입니다 인 들 들이 들은 들을 들의 들에게 들과 들도 에는 에도 에서는 에서의
    무엇인가 인가 는가 은가 에게는 로부터 으로부터 하기 하여 해서
"""
_AFTER_CONSONANT = """
    은 이 을 으로 으로서 으로써 으로는 으로의 과 과의 이라고 이라는 이란 이다 이며 이고 이나 은가
"""
_AFTER_VOWEL = "는 가 를 로서 로써 로는 로의 와 와의 라고 라는 란 다 며 고 나"
_AFTER_VOWEL_OR_L = "로"
# Nouns of two syllables whose last one looks like a particle.
_NOUN_LIST = """
    결과 성과 효과 학과 경과 초과 통과 부과 회의 정의 논의 협의 결의 합의 강의 주의 의의 편의
    동의 도로 진로 경로 통로 항로 철도 수도 정도 속도 제도 온도 습도 농도 밀도 지도 태도
    한도 빈도 강도 용도 각도 고도 궤도 보도 인도 차도 연도 년도 아이 나이 차이 높이 길이 깊이
    넓이 먹이 놀이 평가 국가 추가 증가 허가 단가 대가 주가 물가 참가 휴가 여가 농가 인가 제한
    권한 기한 북한 남한 역할 분할 원인 개인 노인 시인 확인 승인 본인 법인 불만 이하 참고 보고
    사고 창고 광고 최고 재고
"""
_NOUNS = frozenset(_NOUN_LIST.split())
_PARTICLES = {
    **dict.fromkeys(_AFTER_ANY.split(), (True, True)),
    **dict.fromkeys(_AFTER_CONSONANT.split(), (True, False)),
    **dict.fromkeys(_AFTER_VOWEL.split(), (False, True)),
    _AFTER_VOWEL_OR_L: (False, True),
}
_LONGEST = max(map(len, _PARTICLES))
_FIRST, _LAST, _FINALS, _L = 0xAC00, 0xD7A3, 28, 8  # Unicode Standard, section 3.12
# After a single syllable only these are surely particles.
_AFTER_ONE = frozenset({"은", "는", "을", "를"})


def without_particle(word: str) -> str:
    """Strip the longest particle that leaves two syllables, or one that is surely a particle."""
    if len(word) == 2 and word[1] in _AFTER_ONE:
        return word[:1] if _agrees(word[0], word[1]) and word not in _NOUNS else word
    for length in range(min(_LONGEST, len(word) - 2), 0, -1):
        particle = word[-length:]
        if particle in _PARTICLES and _agrees(word[-length - 1], particle):
            return word if length == 1 and _ends_in_noun(word) else word[:-length]
    return word


def _ends_in_noun(word: str) -> bool:
    """Whether the last two syllables are a noun, as in 온실효과; in 홍수로 they are not."""
    return len(word) > 3 and word[-2:] in _NOUNS


def _agrees(before: str, particle: str) -> bool:
    """Whether the particle may follow this syllable."""
    code = ord(before)
    if not _FIRST <= code <= _LAST:
        return True
    final = (code - _FIRST) % _FINALS
    after_consonant, after_vowel = _PARTICLES[particle]
    if particle == _AFTER_VOWEL_OR_L:
        return final in (0, _L)
    return after_consonant if final else after_vowel


def words(word: str) -> list[str]:
    return pairs(without_particle(word))


def may_hang_together(run: str, last: str, following: str) -> bool:
    """Whether a word and the one after it are also written as one: 세계 인권, 세계인권.

    `last` is the last token of the word. After a particle a part of the sentence ends.
    """
    return (
        len(run) > 1
        and len(following) > 1
        and last[-1] == run[-1]
        and _FIRST <= ord(run[-1]) <= _LAST
        and _FIRST <= ord(following[0]) <= _LAST
    )
