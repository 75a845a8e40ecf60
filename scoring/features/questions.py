"""Comments that ask something, also without a question mark, which hurried people leave out.

By language, in folded letters: only what asks wherever it stands. "How beautiful", "che bella" and "какая красота" are
praise, so that words of asking count beside what is asked for.
"""

import re

from scoring.lexicon import fold_text
from scoring.patterns import late

_ASKS: dict[str, re.Pattern[str]] = {
    language: late(rf"(?<!\w)(?:{pattern})(?!\w)")
    for language, pattern in {
        "en": r"how (?:much (?:is|was|are|did|does|do|(?:u|you) (?:charge|pay|ask))|"
        r"many \w+ (?:is|are|did|do|does)|long (?:did|does|do|is|was)|"
        r"(?:do|did|does) (?:you|u|it|this|i)|can i)|where (?:did|do|can|is|are|was|to (?:buy|get|find))|"
        r"which (?:\w+ ){1,2}(?:is|are|was|did|do|does)|what(?:['’]?s the| (?:is|are|was|did|do|kind|size|brand))|"
        r"(?:can|could) (?:you|u) (?:please |pls )?(?:share|tell|show|post|explain|send)|do (?:you|u) (?:have|"
        r"use|know)|"
        r"(?:i would|i['’]?d) (?:love|like) to know|"
        r"(?:i wonder|wondering) (?:how|where|what|which|if)",
        "es": r"donde (?:l[oa]s?|puedo|compraste|consig\w+|encuentr\w+|es|esta)|"
        r"cuant[oa]s? (?:cuesta\w*|vale\w*|tiempo|dura|tarda\w*|es|son)|como (?:l[oa]s? (?:haces|hiciste)|"
        r"se (?:hace|llama)|"
        r"hiciste|haces|hago|puedo)|que (?:marca|talla|talle|tamano|modelo|medida) (?:es|son|usas\w*)|"
        r"cual (?:es|usas\w*)|(?:me gustaria|quisiera|quiero|queria) saber",
        "fr": r"(?:d['’])?ou (?:est ce|as tu|tu as|peut on|(?:peut )?on (?:trouve|achete)\w*|trouver|acheter)|"
        r"combien (?:de|"
        r"ca|coute)|comment (?:tu|as tu|faire|on|vous|faites|fais tu)|quel(?:le)?s? (?:est|sont|marque|taille)|"
        r"(?:j['’ ]?aimerais|je voudrais|je veux) (?:\w+ )?(?:en )?savoir|c['’]est quoi|"
        r"est ce que|tu (?:as|utilises|fais|mets) quoi",
        "pt": r"onde (?:comprou|compro|encontro|acho|fica|voce|vc)|quant[oa]s? (?:custa|tempo|gramas|fica|e)|"
        r"como (?:faz|fez|se faz|voce|vc|faco|fazer)|qual (?:e|o|a) (?:marca|tamanho|nome|modelo|receita)|que marca|"
        r"(?:queria|gostaria de|quero) saber",
        "de": r"wie (?:lange|viele?|teuer|oft|heiss|machst|hast|geht das|funktioniert)|"
        r"wo (?:hast|gibt|kann|bekomm\w*|kauf\w*|ist)|welche[rsnm]? \w+ (?:ist|hast|nimmst|benutzt|war)|"
        r"was (?:kostet|nimmst|benutzt|verwendest)|(?:kannst|hast|nimmst|benutzt) du|"
        r"(?:wurde|mochte) gern\w* wissen|wusste gern\w*",
        "it": r"dove (?:l['’]hai|l[oaie]|hai|si|posso|trovo|compri)|quant[oaie] (?:costa\w*|tempo|ci|dura|viene)|"
        r"come (?:si|hai|fai|l[oa] (?:fai|hai)|posso)|qual e|che (?:marca|taglia|misura|modello) (?:e|sono|hai|usi)|"
        r"(?:vorrei|volevo|mi piacerebbe) sapere|(?:mi|ci) (?:dici|dite)|puoi (?:dir\w+|condividere)",
        "nl": r"hoe (?:lang|veel|duur|oud|vaak|heet|maak|doe|heb|werkt|moeilijk)|waar (?:koop\w*|heb|kan|"
        r"haal\w*|vind\w*|komt)|"
        r"welke \w+ (?:is|zijn|gebruik\w*|heb)|wat (?:kost\w*|gebruik je|vind je)|(?:kun|kan|heb|gebruik|ga) je|mag ik|"
        r"(?:wil|zou) graag weten",
        "pl": r"gdzie (?:kupi\w+|mozna|to kupi\w+|masz)|ile (?:kosztuj\w+|trwa\w*|czasu|to kosztuje)|"
        r"jak (?:dlugo|zrobi\w+|robisz|sie (?:robi|nazywa))|jaki(?:ej|ego) \w+|czy (?:to|masz|mozna|jest|da)",
        "tr": r"nereden|nerden|nerede|nerde|kac (?:\w+ )?\w*|hangi\w*|nasil (?:yap|oluyor|kullan|dem|ed)\w*|"
        r"ne (?:kadar (?:sur|tut|kullan|koy)\w*|zaman|marka)|fiyati? ne\w*|"
        r"(?<!degil )m[iu](?:sin(?:iz)?|sun(?:uz)?|yiz|yuz|yim|yum|ydi|ydu)?",
        "id": r"berapa\w*|di ?mana|gimana (?:cara\w*|bikin\w*)|bagaimana cara\w*|pak(?:ai|e) apa|kapan|kenapa|knp|"
        r"boleh (?:minta|tau|tahu|tanya)|spill (?:dong|kak|nama\w*|merk\w*|link\w*|\w+ (?:dong|kak))",
        "ru": r"где (?:брал\w*|купил\w*|взял\w*|вы|ты|найти|можно|обжига\w+)|"
        r"сколько (?:стоит|стоят|градусов|времени|минут|по времени|вы|ты)|как(?:ои|ая|ую|ие|им|ого) (?:фирм\w+|"
        r"марк\w+|размер\w*|температур\w+)|как (?:вы|ты|сделать|делать|называется)|чем (?:вы|ты|покрыва\w+)|"
        r"подскажите|почем",
        "ja": r"\w*(?:ですか|ますか|でしょうか|ましたか|教えて(?:ください|下さい|ほしい|欲しい)|(?:が|を)知りたい)\w*",
        "ko": r"\w*(?:[인닌는은던운]가요|나요|까요|을까|어디서|얼마|알려주(?:세요|실)|알려줘)\w*",
        "ar": r"(?:من ?)?(?:وين|فين|منين|اين)|ب?كم (?:ال\w+|سعر\w*|درجه|ساعه|نسبه|يوم|كلف\w*)|كيف (?:سوي\w+|"
        r"تسو\w+|عمل\w+|"
        r"اسوي|نسوي|اطلب)|شلون (?:سوي\w+|تسو\w+)|ازاي|هل",
        "hi": r"kaise \w+|kaha+n (?:se|mil\w*|par?|hai)|"
        r"kitn[aeiy] (?:ka|ki|ke|din|time|paise|meter|lag\w*|me(?:in)?)|k(?:au|o)ns[aei] \w+|kab (?:tak|"
        r"aay?eg[aeiy]|hai)|"
        r"कैसे \S+|कह(?:ाँ|ां) \S+|कितन[ाेी] (?:का|की|के|दिन|में)|कौन ?स[ाेी] \S+",
    }.items()
}  # fmt: skip


def asks(text: str, language: str | None) -> bool:
    """Whether a comment asks: by its mark, or by words of the account's language or of English."""
    if any(mark in text for mark in "?？؟"):
        return True
    folded = fold_text(text[:300]).replace("-", " ")
    own = _ASKS.get(language or "en")
    return any(pattern.search(folded) for pattern in {_ASKS["en"], own} if pattern is not None)
