"""Places in Japanese, Chinese and Korean text, where names stand within words."""

import re
from collections.abc import Iterator

from scoring.lexicon import word_set
from scoring.patterns import late
from scoring.places.table import Names, Place
from scoring.places.towns import LARGE, Town, is_spoken, town_named

_HANGUL = late(r"[\uac00-\ud7af]+")
_KANJI = late(r"[\u3040-\u30ff\u3400-\u9fff]")
_KATAKANA = late(r"[\u30a1-\u30fa\u30fc]+")
_LONGEST_KANJI = 8
# What may follow a Korean town within its word, and a Japanese one within its sentence.
_AFTER_HANGUL = word_set(
    "시 군 구 시민 에서 에 의 은 는 이 가 도 와 과 맘 살이 살아요 사는 댁 러 토박이 출신 근교 인 시내 거주 읍 "
    "입니다 이에요 으로 로"
)
_LIVES_NEXT = late(r"(?:살|사는|사람|거주|맘|댁|주민|토박이|출신|에서|카페|맛집)")
_WORDS_TOO = word_set(
    "공주 구리 이천 양주 여주 고성 동해 사천 나주 상주 영주 진주 강동 정선 보은 무안 고령 장수 부여 예산 군산"
)
# Behind a town: a concert or a journey there, of somebody who lives elsewhere.
_EVENT = late(r"(?:コン(?!テ)|公演|ライブ|遠征|旅行|ドーム)")
_SMALL = 20  # thousands
_AFTER_KANJI = late(r"[市区町村県駅郡]|在住|住み|暮らし|育ち|出身|生まれ|発|から|より|近郊|周辺|[のに]?ある|で|に")


def unspaced_in(names: Names, folded: str, language: str | None) -> Iterator[tuple[str, Place]]:
    """Names as they are compared and places in a folded text, in order; those of other scripts are passed over."""
    if _KANJI.search(folded):
        place = 0
        while place < len(folded):
            for length in range(min(_LONGEST_KANJI, len(folded) - place), 1, -1):
                hit = _kanji_place(names, folded, place, length, language)
                if hit is not None:
                    yield folded[place : place + length], hit
                    place += length - 1
                    break
            place += 1
    region = False  # "경남 고성"
    for match in _HANGUL.finditer(folded):
        word, after = match.group(), folded[match.end() : match.end() + 8]
        for length in range(len(word), 1, -1):
            hit = names.unspaced.get(word[:length])
            town = (
                town_named(word[:length], language) if hit is None and word[length:] in _after(word, length) else None
            )
            if town is not None and _is_korean_town(town, word, length, language, region, after):
                hit = Place(town.country, town.region or None, town.name)
            if hit is not None:
                yield word[:length], hit
                region = hit.city is None or hit.city == hit.region
                break
        else:
            region = False


def _after(word: str, length: int) -> frozenset[str]:
    return _AFTER_HANGUL | {""} if length == len(word) else _AFTER_HANGUL


def _is_korean_town(town: Town, word: str, length: int, language: str | None, region: bool, after: str) -> bool:
    if not is_spoken(language, town.country) or town.thousands < _SMALL:
        return False
    name, end = word[:length], word[length:]
    if region or end in (
        "시",
        "군",
        "에서",
        "살이",
        "살아요",
        "사는",
        "댁",
        "맘",
        "토박이",
        "출신",
        "거주",
        "읍",
        "시민",
    ):
        return True
    if name in _WORDS_TOO:
        return False
    return town.thousands >= LARGE or (not end and (_LIVES_NEXT.match(after.lstrip()) is not None or not after.strip()))


def _kanji_place(names: Names, folded: str, place: int, length: int, language: str | None) -> Place | None:
    name = folded[place : place + length]
    if not _KANJI.match(name):
        return None
    if _KATAKANA.fullmatch(name) and any(map(_KATAKANA.match, (folded[place - 1 : place], folded[place + length :]))):
        return None  # of a longer word: "サンドリヨン" is in no Lyon
    hit = names.unspaced.get(name)
    if hit is not None:
        return None if _EVENT.match(folded[place + length :]) else hit
    if any(letter.isspace() for letter in name):
        return None
    town = town_named(name, language)
    if town is None or not is_spoken(language, town.country):
        return None
    before, after = folded[place - 1 : place], folded[place + length :]
    apart = not (before.isalnum() or after[:1].isalnum())
    behind = before.isalnum() and not re.match(r"[県都府道市の在]", before)
    if apart or (_AFTER_KANJI.match(after) and not behind) or (length > 2 and town.thousands >= LARGE):
        return Place(town.country, town.region or None, town.name)
    return None
