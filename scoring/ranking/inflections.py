"""The other forms of a word: "warzenie" is "warzę" in another sentence, "chmiel" is "chmielu".

A brief says a word in one form, and people write it in any. Forms are made, not looked up: where a word ends as one of
a family of endings does, every ending of the family is put in its place. Many of them are no words; nobody writes
those, and so they are never found. English is not here: it has the other number (``scoring.ranking.match``), and "bird"
is no "birding". Everything is folded (``scoring.lexicon.fold_text``).
"""

from collections.abc import Iterable, Iterator
from itertools import islice, product

from scoring.patterns import late

_LEAST_STEM = 3  # letters before an ending
_LEAST_WORD = 4  # letters of a word that takes one
_DOUBLES = ("nl",)  # "bak", "bakken"
_MOST_FORMS = 1_000  # of a phrase

# Endings that stand for each other, by language; "-" is none.
_FAMILIES: dict[str, tuple[str, ...]] = {
    "es": ("- s es", "o a os as", "or ora ores oras", "cion ciones", "ar o a amos an ando ado ada ados adas ador adora",
           "er o e emos en iendo ido ida", "ir o e imos en iendo ido ida"),
    "fr": ("- s e es x", "al aux ale ales",
           "er e es ent ant ons ez ee ees eur eurs euse euses age ages", "ir is it issons issez issent i ie"),
    "pt": ("- s es", "o a os as", "or ora ores oras", "cao coes", "ar o a amos am ando ado ada ados adas ador adora",
           "er o e emos em endo ido ida", "ir o e imos em indo ido ida", "l is"),
    "de": ("- e en er ern es em n s t st te ten end erin", "ung ungen", "in innen"),
    "it": ("o a e i", "one oni", "ista isti iste", "are o i a iamo ate ano ando ato ata ati ate atore atrice",
           "ere o i e iamo ete ono endo uto uta", "ire o i e iamo ite ono endo ito ita", "tore tori trice trici"),
    "nl": ("- s en e je jes tje tjes t te ten er ers ster",),
    "pl": ("- a e i o u y em om ow ami ach ie iem ia iu", "y a e ego emu ej ym ymi ych i im imi ich",
           "ka ki ce ke ko ek kami kach kom", "osc osci oscia",
           "anie ania aniu aniem ac am a asz amy al ala alem alam",
           "enie enia eniu eniem yc e y ymy yl yla ylem ylam ic i imy il ila ilem ilam"),
    "ru": ("- а я ы и у ю е о ом ем ои еи ам ям ами ями ах ях ов ев ь",
           "ыи ии ая яя ое ее ые ие ого его ому ему ую юю ым им ыми ими ых их", "ость ости остью",
           "ка ки ке ку кои ок кам ками ках",
           "ние ния нию нием нии ть ю ю ем ет ют л ла ли"),
    "tr": ("mek mak me ma iyor iyorum uyor uyorum er ar di du dim dum dik duk en an", "lik likler ligi", "ci ciler"),
    "ar": ("- ات ين ي نا", "ه ات ي تي"),
    "hi": ("- ों ें", "ई इयों इयाँ", "ा े ों ी", "ी ियाँ ियों ियां"),
}  # fmt: skip
# Languages that hang endings on a word which itself stays: on the last of a phrase.
_HUNG_ON: dict[str, str] = {
    "tr": "i u yi yu ni nu si su e a ye ya ne na de da te ta nde nda den dan ten tan nden ndan in un nin nun im um m "
          "le la yle yla li lu lik luk ci cu cilik siz suz ler lar leri lari lerim larim lerde larda",
    "ko": "은 는 이 가 을 를 에 의 도 로 으로 와 과 만 랑 이랑 에서 부터 까지 처럼 인 들 "
          "이다 입니다 하기 하는 하다 해요 했어요",
    "id": "nya an kan i ku",
}  # fmt: skip
# Letters of which most that is written is in one language.
_LETTERS_OF = {
    "ko": late(r"[\u1100-\u11ff\uac00-\ud7a3]"),
    "ru": late(r"[а-я]"),
    "ar": late(r"[\u0620-\u064a]"),
    "hi": late(r"[\u0905-\u0939]"),
}
_BEFORE = {"ar": ("", "ال", "و", "ب", "لل", "وال", "بال"), "id": ("", "ber", "me", "di")}


def forms_of(tokens: list[str], languages: Iterable[str]) -> list[str]:
    """A folded phrase with its words in every form of some languages (codes; those without endings here add nothing)
    and of those that its letters tell, the phrase itself first; at most ``_MOST_FORMS``."""
    known = sorted({*languages, *(code for code, letters in _LETTERS_OF.items() if any(map(letters.search, tokens)))})
    last = len(tokens) - 1
    forms = [[*_forms(token, known), *_hung_on(token, known if place == last else [])]
             for place, token in enumerate(tokens)]  # fmt: skip
    return list(dict.fromkeys(map(" ".join, islice(product(*forms), _MOST_FORMS))))


def _forms(word: str, languages: list[str]) -> Iterator[str]:
    """The word, then its forms by the families of the longest endings that it has: those are most likely its own."""
    yield word
    found = [
        found for code in languages for family in _FAMILIES.get(code, ()) if (found := _fitting(family, word, code))
    ]
    for _, forms in sorted(found, key=lambda one: -one[0]):
        yield from forms


def _fitting(family: str, word: str, code: str) -> tuple[int, list[str]] | None:
    """How long the longest ending of a family is that a word has, and the word with every ending in its place; ``None``
    where it has none, or too little would be left."""
    endings = sorted((ending.strip("-") for ending in family.split()), key=len, reverse=True)
    for ending in endings:
        stem = word.removesuffix(ending)
        if word.endswith(ending) and len(stem) >= (_LEAST_STEM if ending else _LEAST_WORD):
            stems = [stem, stem[:-1]] if code in _DOUBLES and stem[-2:-1] == stem[-1:] else [stem]
            return len(ending), ["".join(parts) for parts in product(_BEFORE.get(code, ("",)), stems, endings)]
    return None


def _hung_on(word: str, languages: list[str]) -> Iterator[str]:
    if len(word) >= _LEAST_WORD or not word.isascii():
        for code in languages:
            for before, ending in product(_BEFORE.get(code, ("",)), ("", *_HUNG_ON.get(code, "").split())):
                yield f"{before}{word}{ending}"
