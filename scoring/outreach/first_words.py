"""The first sentence of a post as it can be quoted to whom it is from: whole words, nothing left open."""

import re

from scoring.wording import clean_line

LONGEST = 70
MOST_BYTES = 180  # of UTF-8: with the words around it a cell of 255 holds it (Mailchimp)


_TAG = r"[#＃][^\s#＃]+"
_LEADING_TAGS = re.compile(rf"\s*(?:{_TAG}\s*)+")
_TAGS_IN_A_ROW = re.compile(rf"{_TAG}\s*{_TAG}")  # a single one may be a word of the sentence
# "2.5 cups" is no end. Some scripts set no space after theirs.
_END = re.compile(r"(?<![.!?])[.!?]+(?=[\s\"“”»]|$)|[。！？।॥؟۔]+|\n")
# A full stop after these is of the word: titles, "z. B.", "3. Mai", "approx. two".
_SHORT = re.compile(
    r"(?:^|[\s(.])(?:[^\W\d_]|\d{1,2}|mrs?|ms|drs?|prof|ste?|jr|vs|no|nr|approx|etc|ca|inkl|bzw|usw|evtl|fr|hr|mme|mlle"
    r"|sra?|srta|dra|sig|dott|min|max|np|tzw|inż|bijv|dhr|mevr|руб|им|ул|мин)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*|\b[\w-]+\.[a-z]{2,12}/\S*", re.IGNORECASE)
_REACHES_THEM = re.compile(
    r"(?<![\w.@+-])[\w.+-]+@[\w-]+\.\w|\+\d[\d\s()./-]{6,}\d|\d(?:[\s()./-]?\d){8,}"
)  # an email, a telephone
_INCHES = re.compile(r"(?<=\d)\"")
_LIST_NUMBER = re.compile(r"^\d{1,2}\)\s+")  # not "3. Mai"
_OPENED = str.maketrans("", "", "¿¡")
_ROUND_IT = " -–—|·•:,;*>~_"
_DOUBLE = '“”„‟"«»＂「」『』'
_FAMILIES = ('“”„‟"＂', "«»", "「」", "『』")
_OPENING = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "［": "］"}


def first_words(text: str, opening: str, closing: str) -> str:
    """The first sentence, at most 70 characters; empty where it cannot be quoted without cutting a word, or where it
    tells how to reach them. ``opening`` and ``closing`` are the marks of a quotation within a quotation."""
    sentence, mark = _first_sentence(text[:1_000])
    if _REACHES_THEM.search(sentence):
        return ""
    tagged = _LEADING_TAGS.match(sentence)
    # "#sourdough is my life": the one tag is the subject of the sentence.
    if tagged and not (len(re.findall(_TAG, tagged[0])) == 1 and sentence[tagged.end() : tagged.end() + 1].islower()):
        sentence = sentence[tagged.end() :]
    ends = [found.start() for found in (_TAGS_IN_A_ROW.search(sentence), _ADDRESS.search(sentence)) if found]
    whole = clean_line(sentence[: min(ends)] if ends else sentence).strip(_ROUND_IT)
    whole = _LIST_NUMBER.sub("", whole)
    whole = whole.removesuffix(".") if not whole.endswith("..") else whole
    if len(whole) > LONGEST or len(whole.encode()) > MOST_BYTES:
        ends, whole = [0], _cut(whole)
    before = _before_what_stays_open(whole)
    if not whole.endswith(before):
        ends = [0]
    whole = before
    if not whole:
        return ""
    ended = f"{whole.rstrip('…')}…" if ends else f"{whole}{mark}"
    if not any(sign in ended for sign in "?!"):
        ended = ended.translate(_OPENED)
    return _requoted(ended, (opening, closing))


def _first_sentence(text: str) -> tuple[str, str]:
    """(the sentence, the ? or ! that ends it); lines without letters are passed over."""
    start = 0
    for end in _END.finditer(text):
        told, after = text[start : end.start()], text[end.end() :]
        if not any(map(str.isalpha, told)) and not (end[0] == "." and _SHORT.search(told[-12:])):
            start = end.end()
            continue
        within_quotation = sum(map(told.count, _DOUBLE)) % 2 == 1
        closing = after[:1] if within_quotation and after[:1] and after[0] in _DOUBLE else ""
        if end[0] != "\n" and within_quotation and not closing:
            continue
        if end[0] == "." and (_SHORT.search(told[-12:]) or after.lstrip(f" {_DOUBLE}")[:1].islower()):
            continue  # it shortens a word, or small letters go on after it
        mark = "".join(dict.fromkeys(sign for sign in end[0] if sign in "?!？！؟"))
        space = " " if mark and told[-1].isspace() else ""  # as French has it
        return told.strip(), space + mark + closing
    return text[start:].strip(), ""


def _cut(plain: str) -> str:
    """At most so many characters, cut between words; nothing where no place for that is found."""
    cut = plain[: LONGEST + 1]
    while len(cut.encode()) > MOST_BYTES + 1:
        cut = cut[:-1]
    place = max(cut.rfind(sign) for sign in " 、，､")
    return cut[:place].rstrip(" ,;:-–—、，､") if place > 0 else ""


def _before_what_stays_open(text: str) -> str:
    """The text up to a bracket that is not closed in it; a sad face ":(" is none."""
    waiting: list[int] = []
    for place, sign in enumerate(text):
        if sign in _OPENING and not (place and text[place - 1] in ":;-=’'"):
            waiting.append(place)
        elif waiting and sign == _OPENING[text[waiting[-1]]]:
            waiting.pop()
    if not waiting:
        return text
    return text[: waiting[0]].rstrip(_ROUND_IT) if waiting[0] else text[1:].strip(_ROUND_IT)


def _requoted(text: str, inner: tuple[str, str]) -> str:
    """The text with its quotation marks as they stand within a quotation; without them where one has no partner."""
    inches = _INCHES.sub("″", text) if text.count('"') in (1, len(_INCHES.findall(text))) else text
    if -1 < inches.find("«") < inches.find("»"):
        inches = re.sub(r"«\s+|\s+»", lambda space: space[0].strip(), inches)  # as French has them
    found = [place for place, sign in enumerate(inches) if sign in _DOUBLE]
    alike = any(all(inches[place] in family for place in found) for family in _FAMILIES)
    signs = list(inches)
    paired = alike and len(found) % 2 == 0
    for number, place in enumerate(found):
        signs[place] = inner[number % 2] if paired else ""
    told = "".join(signs).strip()
    return told[1:] if told[:1] in "'‘‚" and not re.search(r"\w['’‘](?!\w)", told) else told
