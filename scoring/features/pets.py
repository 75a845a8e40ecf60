"""Whether an animal speaks in a bio, and whose an age is: "soy un perro", "I'm a rescue cat", "14 year old beagle"."""

import re

from scoring.patterns import late

_BREEDS = (
    "greyhound|whippet|dachshund|corgi|beagle|labrador|retriever|poodle|cockapoo|cavapoo|labradoodle|goldendoodle|"
    "terrier|spaniel|husky|pug|bulldog|frenchie|chihuahua|collie|sphynx|ragdoll|maine coon|shih tzu|schnauzer|"
    "pomeranian|akita|shiba|malinois|yorkie|pitbull|galgo|galga|podenco|podenca|mastin|border collie|samoyed|"
    "dalmatian|dalmata|dobermann?|rottweiler|boxer|bichon|maltes[ea]?|caniche|carlino|teckel|siames[ea]?|persa"
)
# Animals that people keep, one of them, by language; folded.
_NOUNS: dict[str, str] = {
    "en": "dog|doggo|puppy|pup|pooch|hound|mutt|mongrel|cat|kitty|kitten|tabby|rabbit|bunny|hamster|guinea pig|parrot|"
    "horse|pony|ferret|tortoise|turtle|shepherd|lab|staffy|budgie|gecko|donkey|rescue dog|rescue cat",
    "es": "perr[oa]|perrit[oa]|cachorr[oa]|can|chucho|gat[oa]|gatit[oa]|michi|conej[oa]|cobaya|caballo|yegua|loro|"
    "tortuga|huron|mestiz[oa]|bodeguero",
    "fr": "chien|chienne|chiot|toutou|chat|chatte|chaton|matou|lapin|lapine|cochon d'inde|hamster|cheval|poney|"
    "perroquet|"
    "furet|tortue|berger|bouledogue",
    "pt": "cao|cadela|cachorr[oa]|cachorrinh[oa]|caozinho|gat[oa]|gatinh[oa]|coelh[oa]|cavalo|egua|papagaio|tartaruga|"
    "vira ?-?lata|rafeir[oa]|caramelo|hamster",
    "de": "hund|hundin|hundchen|welpe|mischling|dackel|pudel|schaferhund|mops|kater|katze|katzchen|kaninchen|hase|"
    "meerschweinchen|pferd|pony|papagei|schildkrote|frettchen|tierschutzhund|strassenhund|tierheimhund|stubentiger",
    "it": "cane|cagnolin[oa]|cagnone|cucciol[oa]|gatt[oa]|gattin[oa]|micio|micia|conigli[oa]|coniglietto|cavallo|"
    "pappagallo|tartaruga|meticci[oa]|bassotto|barboncino",
    "nl": "hond|hondje|pup|teef|reu|kat|kater|poes|poesje|kitten|konijn|konijntje|cavia|paard|pony|papegaai|schildpad|"
    "teckel|poedel|herdershond|vuilnisbakkie",
    "pl": "pies|psem|psiakiem|pieskiem|piesek|psiak|suczka|suczka|sunia|sunia|szczeniakiem|szczeniak|kundelkiem|"
    "kundelek|"
    "kot|kotem|kotka|kotek|kotkiem|jamnik|jamnikiem|krolik|krolikiem|kon|koniem|swinka|chomik|chomikiem|owczarek|"
    "owczarkiem|buldog|buldogiem|mopsem|mops",
    "tr": "kedi|kopek|yavru kopek|tavsan|at|papagan|kaplumbaga|hamster|tekir|sokak kopegi|sokak kedisi",
    "id": "kucing|anjing|kelinci|hamster|anak kucing|anak anjing|kuda|kura-kura|burung",
    "ru": "кот|кошка|котик|котенок|пес|песик|собака|собачка|щенок|дворняга|дворняжка|такса|корги|хаски|овчарка|шпиль|"
    "шпиц|кролик|хомяк|конь|лошадь|попугаи|черепаха|мопс|лабрадор",
    "ar": "كلب|كلبه|قط|قطه|هره|بسه|ارنب|حصان|ببغاء|سلحفاه|هامستر",
    "hi": "कुत्ता|कुतिया|पिल्ला|बिल्ली|बिल्ला|खरगोश|तोता|घोड़ा|डॉग|कैट|kutta|kutti|pilla|billi|billa|doggo|dog|cat",
}
_ANY = f"(?:{'|'.join([_BREEDS, *_NOUNS.values()])})"
# Between "I am a" and the animal stands no word that makes a person of it ("a girl with a dog").
_NO_PERSON = (
    r"(?!(?:and|who|with|that|of|my|for|in|to|girl|boy|kid|teen|mom|mum|dad|love[rs]?|human|owner|de|del|con|que|y|a|"
    r"los|las|chic[oa]|nin[oa]|amante|fan|madre|mama|papa|et|avec|qui|des|fille|garcon|maman|e|com|dos|das|menin[oa]|"
    r"mae|pai|und|mit|die|der|madchen|junge|di|dei|che|ragazz[oa]|mamma|en|met|die|van|meisje|jongen|i|z|ze|"
    r"dziewczyn\w|chlop\w+|ve|seven|dan|suka|punya|и|у|с|люблю|девочка|мальчик|мама)\b)"
)
_FEW = rf"(?:{_NO_PERSON}[\w'’/-]+ ){{0,4}}?"
_EDGE = r"(?=\s*(?:$|[^\w\s'’-]))"
# Behind an English noun another makes something else of it: "cat lady", "dog walker".
_AFTER_ENGLISH = (
    rf"(?:{_EDGE}|(?= (?:from|in|at|who|with|and|living|named|called|but|that|adopted|rescued|aged|on|of|since|now|"
    r"not|looking|ready|learning|enjoying)\b))"
)


def _noun(language: str) -> str:
    return rf"(?:{_BREEDS}|{_NOUNS[language]})"


_SPEAKS = late(
    "|".join(
        [
            rf"\b(?:i'm|i’m|i am|im) (?:just |only |also )?(?:an?|the|your|one) {_FEW}{_noun('en')}{_AFTER_ENGLISH}",
            rf"\b(?:soy|somos) (?:(?:un|una|el|la|tu|vuestr[oa]) )?{_FEW}{_noun('es')}\b",
            rf"\b(?:je suis|chuis) (?:(?:un|une|le|la|ton|votre) )?{_FEW}{_noun('fr')}\b",
            rf"\bsou (?:(?:um|uma|o|a) )?{_FEW}{_noun('pt')}\b",
            rf"\bbin (?:(?:ein|eine|der|die|euer|eure) )?{_FEW}{_noun('de')}\b",
            rf"\bsono (?:(?:un|una|il|la|il tuo) |un['’])?{_FEW}{_noun('it')}\b",
            rf"\bben (?:(?:een|de|het|jullie) ){_FEW}{_noun('nl')}\b",
            rf"\bjestem {_FEW}(?:{_BREEDS}|{_NOUNS['pl']})\b",
            r"\b(?:kediyim|kopegim|tavsanim|tekirim|pugim|goldenim)\b|\bben (?:bir |minik |sokak ){1,2}(?:\w+ )?"
            rf"{_noun('tr')}\b",
            rf"\b(?:aku|saya|namaku \w+) (?:ini )?(?:adalah seekor|seekor|adalah|si) (?:anak )?{_noun('id')}\b",
            rf"(?<!\w)я[ ,—–-]{{1,3}}{_FEW}{_noun('ru')}(?!\w)",
            r"(?:犬|猫|わんこ|にゃんこ|ワンコ|ニャンコ|プードル|チワワ|ダックス|コーギー|レトリバー|うさぎ|ウサギ|ハムスター|インコ|パグ)"
            r"(?:です|だよ|だワン|だにゃ|にゃ|の?(?:男の子|女の子|おじいちゃん|おばあちゃん|シニア))",
            r"(?:강아지|개|고양이|댕댕이|냥이|푸들|말티즈|시바|웰시코기|리트리버|토끼|햄스터|앵무새)(?:입니다|이에요|예요|에요|이다|인데요|랍니다)",
            rf"(?<!\w)انا {_noun('ar')}(?!\w)",
            rf"(?:मैं|\bmain) (?:एक |ek )?(?:\S+ ){{0,2}}?{_noun('hi')} (?:हूँ|हूं|hoon|hun|hu)",
            r"\b(?:my|our) hoomans?\b|\bhoomans?\b|\bmi human[oa]\b|\bmon humaine?\b|\bmein(?:e)? (?:mensch|"
            r"dosenoffner\w*)\b|"
            r"\b(?:meu|minha) human[oa]\b|\b(?:mio|mia) uman[oa]\b|\bmijn baasje\b|\bmoj ludz\w+\b",
        ]
    )
)
# Who plays an animal is a person, and often a young one; an age of the owner is the owner's.
_PLAYS = late(
    r"therian|furry|furries|quadrob|otherkin|\boc\b|cosplay|"
    r"\b(?:human|hooman|owner|human[oa]|duen[oa]|humaine?|besitzer\w*|padron[ea]|baasje|opiekun\w*)\W{1,3}"
    r"(?:is |es |est |ist |e |heeft |ma |\()?\W{0,2}(?:1[0-7]|[89])(?!\d)|(?:хозя\w+|飼い主|집사)\D{0,6}(?:1[0-7]|"
    r"[89])(?!\d)"
)
_OLD = (
    r"(?:[- ]?(?:years?|yrs?|y/?o|anos|ans|jahre|anni|jaar|lat|yasinda(?:ki)?|tahun|лет))?[- ]?"
    r"(?:old|alte[rs]?|oude?|letni\w?|letnia|летн\w{2,3})?"
)
_BEHIND = late(
    rf"{_OLD} {_FEW}{_ANY}{_AFTER_ENGLISH}|(?:歳|才)の?(?:\w{{0,4}})(?:犬|猫|わんこ|にゃんこ)|"
    r"(?:살|세) (?:된 )?(?:강아지|고양이|노견|노묘|댕댕이)|(?: ?साल)? (?:का|की) (?:\S+ )?(?:कुत्ता|बिल्ली|डॉग)"
)
_AHEAD = late(
    rf"(?<!\w){_ANY}(?: [\w'-]{{3,12}})? (?:de|di|van|von|mit|of|aged|con|com|yang berumur|berumur|umur|usia|عمره|"
    rf"عمرها|w wieku)"
    rf"(?: \w{{2,6}})? $|(?:^|\n|[|•·])\W{{0,8}}{_ANY},? $"
)


def is_animal(folded: str) -> bool:
    """Whether a folded bio says that its speaker is an animal, so that an age is the animal's; not where somebody plays
    one, or tells the owner's age."""
    return _SPEAKS.search(folded) is not None and _PLAYS.search(folded) is None


def is_animals_age(folded: str, start: int, end: int) -> bool:
    """Whether the age at a place of a folded bio is said of an animal beside it: "14 year old beagle"."""
    return (
        _BEHIND.match(folded, end) is not None
        or _BEHIND.match(folded, _number_end(folded, start)) is not None
        or _AHEAD.search(folded[max(0, start - 40) : start]) is not None
    )


def _number_end(folded: str, start: int) -> int:
    match = re.compile(r"\D{0,12}\d+").match(folded, start)
    return match.end() if match else start
