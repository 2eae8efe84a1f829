"""Russian: ё is as often written е."""


def spelled(word: str) -> str:
    return word.replace("ё", "е")
