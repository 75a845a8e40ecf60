"""Signs that a bio is an institution's or a firm's own description: it begins with the noun for it, or with the
account's own name and what that is or does. None where words that people use of themselves stand there."""

import re
from collections.abc import Iterator

from scoring.features.firms import Sign
from scoring.features.given_names import is_first_name
from scoring.features.offering import is_told_of_a_person
from scoring.lexicon import fold_text
from scoring.patterns import late

_ENGLISH = (
    "department|ministry|faculty|institute|institution|university library|libraries|center|centre|museum|theatre|"
    "theater|council|chamber of commerce|association|society|federation|union|network|campaign|movement|"
    "initiative|coalition|platform|marketplace|magazine|newspaper|journal|festival|conference|competition|"
    "subscription box|program|programme|project|workforce|gallery|charity|community|co-?op|collective|committee|"
    "commission|authority|archive|academy|hub"
)
_FIRMS = (
    "studio|agency|company|firm|retailer|provider|supplier|manufacturer|distributor|publisher|brand|boutique|store|wholesaler|"
    "dealer|dealership|showroom|salon|clinic|brewery|distillery|winery|roastery|radio station"
)
# Two nouns of what one does at most before it, and what it is of or for after it: "surviving college" is none.
_BEFORE = r"(?:(?!(?:my|our|your|i|in|at|of|for|to|the|with|and a|love|join|from|by|on)\b)[\w'’&/.-]+ ){0,4}?"
_NOUN_FIRST = late(
    rf"^\W*(?:(?:the|an?|official|welcome to(?: the)?) )?{_BEFORE}(?:(?:{_ENGLISH}) (?:for|of|in|at|serving|based|"
    rf"dedicated|providing|"
    rf"that|which|offering|speciali[sz]ing|to|from|about|with|@)|(?:{_FIRMS})(?: (?:for|of|in|at|based|that|with|"
    rf"from|selling|to)\b|"
    r"\s*[.,;|(&\n–—-]|\s*$))|^\W*(?:(?:somos|es|un|una|el|la|los|las|primer|o|a|os|as|sou|um|uma|le|les?|"
    r"nous sommes|il|lo|siamo|die|der|das|het|de|мы|l['’]) ?){0,3}(?:agencia|gremio|sindicato|central unitaria|"
    r"instituto|direccion|departamento|secretaria|ministerio|alcaldia|gobernacion|biblioteca|universidad|museo|"
    r"centro|organizacion|ong|programa|iniciativa|colectivo|revista|medio|portal|emisora|estacion|marca|tienda|"
    r"restaurante|hotel|clinica|camara|observatorio|corporacion|cooperativa|inmobiliaria|entidad|campana|feria|"
    r"evento|universidade|museu|coletivo|loja|maior (?:evento|loja|rede)|imobiliaria|empresa|orgao|bibliotheques?|"
    r"universite|institut|laboratoire|musee|collectif|comite|reseau|syndicat|mairie|compagnie|marque|boutique|"
    r"agence|revue|magazine|chambre|istituto|universita|rete|rivista|portale|negozio|ristorante|agenzia|"
    r"cooperativa sociale|universitat|hochschule|institut|bibliothek|archiv|museum|zentrum|netzwerk|magazin|"
    r"fachbereich|fach|meldungen|lehrstuhl|genossenschaft|bundesverband|landesverband|agentur|universiteit|"
    r"bibliotheek|centrum|netwerk|tijdschrift|winkel|instytut|biblioteka|muzeum|sklep|portal|kantor|universitas|"
    r"komunitas|toko|институт|библиотека|музеи|магазин|студия|журнал|сообщество) (?:\w+ ){0,2}?(?:de|del|da|do|di|"
    r"du|des|dei|della|d['’]\w+|l['’]\w+|para|pour|per|fur|aus|der|von|voor|van|dla|para|especializad[ao]|"
    r"adscrit[ao]|dedicad[ao]|oficial|departamental|nacional|regional|untuk|для|по|et|y|e|und)(?!\w)"
)
# "Hier twittert das Team". That an account is official says many a person of hers, too.
_ITS_ACCOUNT = late(
    r"\bhier (?:twitter[nt]|poste[nt]|toote[nt]|tweete[nt]|schreib(?:t|en)|informier(?:t|en)) (?:fur euch )?(?:das|"
    r"die|der|wir|unser)\b|\baccount of the (?:\w+ )?team\b|\bcompte \w+ officiel (?:de la|du|des|de l['’])|"
    r"\bofficial (?:\w+ )?(?:support|pinterest|tiktok|threads) (?:account )?(?:for|of)\b"
)
# Whose work is one of these may be one person.
_OF_ONE = late(r"(?<!\w)(?:channel|blog|vlog|podcast|comics?|canal de|chaine|personal brand|cooking page)(?!\w)")
_DOES = late(
    r"(?:,? (?:inc|llc|ltd|gmbh|s\.?a)\.?,? )?\W{0,3}(?:(?:is|are|was|has been) (?:an?|the|your|our|one|now|all|"
    r"dedicated|committed|here|proud|based|run|made|designed|about|middleware|[a-z]+['’]s)\b|(?:helps?|offers?|"
    r"provides?|makes?|connects?|brings?|celebrates?|speciali[sz]es|covers|delivers?|designs?|creates?|sells|gives|"
    r"empowers|supports|works (?:to|with|for)|aims|envisions|serves|represents|promotes|manufactures|produces|"
    r"publishes|believes|combines|inspires|deals)\b|(?:es|son|ofrece|promueve|busca) (?:el|la|un|una|los|a)?|"
    r"(?:est|sont|propose|offre) |(?:ist|sind|bietet|hilft) |e (?:um|uma|o|a|seu|sua) |oferece |offre |e (?:il|la|"
    r"un) |(?:adalah|menyediakan) |(?:jest|oferuje) )"
)
_LEAST_LETTERS, _WORDS = 4, 5
_BEGINS, _ITS, _OFFICIALLY = 1.0, 1.0, 1.0


def signs_of_institutions(handle: str, name: str, bio: str) -> Iterator[Sign]:
    """Signs in a bio that it tells of an institution or a firm, not of a person."""
    folded = fold_text(bio)
    if _OF_ONE.search(folded):
        return
    itself = _tells_of_itself(handle, name, folded)
    # "Grandma's Oven is a bakery": words of people in the name itself are none.
    if itself and not is_told_of_a_person(folded.replace(itself, " "), ""):
        yield Sign("brand", _ITS, f'tells of itself: bio says "{itself}"')
    if is_told_of_a_person(folded, name):
        return
    match = _NOUN_FIRST.search(folded)
    if match:
        yield Sign("brand", _BEGINS, f'organisation: bio says "{_last(match.group())}"')
    match = _ITS_ACCOUNT.search(folded)
    if match:
        yield Sign("brand", _OFFICIALLY, f'official account: bio says "{match.group().strip()}"')


def _tells_of_itself(handle: str, name: str, folded: str) -> str | None:
    """The account's own name at the beginning of its bio, where what it is or does comes next; no first name."""
    own = {squeezed for text in (handle, name) if len(squeezed := _squeeze(fold_text(text))) >= _LEAST_LETTERS}
    words = list(re.finditer(r"\S+", folded[:120]))
    start = 1 if words and words[0].group() == "the" else 0
    if any(is_first_name(_squeeze(word.group())) for word in words[start : start + 2]):
        return None  # "Grandma Jo helps"
    for count in range(1, _WORDS + 1):
        if start + count > len(words):
            return None
        end = words[start + count - 1].end()
        said = _squeeze(folded[words[start].start() : end])
        match = _DOES.match(folded, end) if said in own or "the" + said in own else None
        if match:
            return folded[words[start].start() : match.end()].strip()
    return None


def _squeeze(text: str) -> str:
    return re.sub(r"\.(?:com|org|net|co)$|[^\w]|_", "", text)


def _last(said: str) -> str:
    return " ".join(re.findall(r"[^\W_][\w'’&.-]*", said)[-4:])
