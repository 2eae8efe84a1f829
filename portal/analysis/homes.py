"""Which writing system a language is at home in; the Latin one where nothing is said."""

from portal.analysis.scripts import Script

HOME = {"ar": Script.ARABIC, "fa": Script.ARABIC, "ur": Script.ARABIC} | {
    "ru": Script.CYRILLIC,
    "uk": Script.CYRILLIC,
    "bg": Script.CYRILLIC,
    "hi": Script.DEVANAGARI,
    "ne": Script.DEVANAGARI,
    "mr": Script.DEVANAGARI,
    "zh": Script.HAN,
    "ja": Script.HAN,
    "ko": Script.HANGUL,
    "th": Script.UNSPACED,
    "he": Script.OTHER,
    "el": Script.OTHER,
    "ta": Script.OTHER,
}
# A word in a foreign script is read as the most common language of that script, so that
# "Delhi" in a Hindi text and a Chinese name in a French one are found from anywhere.
ABROAD = {
    Script.LATIN: "en",
    Script.CYRILLIC: "ru",
    Script.ARABIC: "ar",
    Script.DEVANAGARI: "hi",
    Script.HAN: "zh",
    Script.HANGUL: "ko",
    Script.UNSPACED: "th",
}
