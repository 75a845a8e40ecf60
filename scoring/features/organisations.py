"""Signs of organisations: what an account says that it is, where that is no person."""

import re
from collections.abc import Iterator

from scoring.features.firms import Sign
from scoring.lexicon import fold_text, tokens_of
from scoring.patterns import late

# Whose official account it is, by language; folded. "Official" alone many a person says, too.
_OFFICIAL = late(
    r"(?<!\w)(?:"
    r"official (?:(?:twitter|x|instagram|ig|facebook|tiktok|youtube|mastodon|bluesky|threads|social media) )?"
    r"(?:account|page|site|website|web site|feed|handle|home|profile|channel|twitter|instagram|tiktok) (?:of|for)|"
    r"(?:cuenta|pagina|perfil|canal|sitio) oficial del?|"
    r"(?:compte|page|profil|chaine|site) officiel(?:le)? (?:de la|de l['’]|du|des|de|d['’])|"
    r"(?:conta|pagina|perfil|canal|site) oficial (?:d[aeo]s?)|"
    r"offizielle[rs]? (?:\w+[- ]?)?(?:account|kanal|seite|profil|auftritt)s? (?:der|des|von|vom)|"
    r"(?:account|pagina|profilo|canale|sito) ufficiale (?:di|del|della|dell['’]|dei|delle)|"
    r"officiele (?:\w+[- ]?)?(?:account|pagina|kanaal|profiel) van|"
    r"oficjaln[aey] (?:konto|profil|strona|kanal)|"
    r"(?:akun|halaman|kanal) resmi|"
    r"официальн(?:ыи|ая|ое) (?:аккаунт|страница|канал|профиль|сообщество)"
    r") (?P<article>(?:the |el |la |los |las |der |die |das |il |lo |de |het |our ))?(?P<who>[^\W\d_]+)|"
    r"(?<!\w)(?:ال)?(?:حساب|صفحه) (?:ال)?(?:رسمي|رسميه) ل\w+|\w+(?:nin|nun) resmi (?:hesabi|sayfasi|kanali)"
)
# The same in scripts whose marks folding takes apart.
_OFFICIAL_WORDS = tuple(map(fold_text, (
    "の公式アカウントです", "の公式ページです", "の公式インスタです", "の公式チャンネルです",
    "공식 계정입니다", "공식계정입니다", "공식 채널입니다", "공식 페이지입니다",
    "का आधिकारिक अकाउंट", "का आधिकारिक पेज", "का आधिकारिक खाता", "का आधिकारिक हैंडल", "की आधिकारिक प्रोफ़ाइल",
)))  # fmt: skip
_PERSON = late(
    r"(?:[\w'’&-]+ ){0,3}?(?:personality|singer|songwriter|rapper|artist|author|writer|actor|actress|comedian|"
    r"presenter|model|dj|host|musician|athlete|boxer|coach|chef|blogger|creator|youtuber|streamer|producer|composer|"
    r"cantante|actriz|escritora?|chanteu\w+|ecrivain\w?|cantora?|escritora?|attrice|scrittrice|sangerin|autorin)\b"
)

# "An independent school in Leeds": the noun that a bio begins with, behind at most six words that describe it.
_PERSONAL = (
    "i|i'm|i’m|im|my|me|mine|a fan|at|of|for|in|on|with|from|by|to|near|behind|opposite|"
    "beside|who|as|not|ex|former|retired|aspiring|future|"
    "founder|cofounder|co-founder|ceo|coo|cto|cmo|cfo|owner|co-owner|director|manager|editor|head|president|chair|employee|"
    "staff|intern|student|teacher|graduate|love|loves|lover|run|runs|own|owns|work|works|working|running|building|"
    "built|started|studying|girl|boy|guy|man|woman|mom|mum|dad|wife|husband|one|just|your|your favou?rite"
)
_SURELY = (  # no person has these as an interest
    "company|firm|agency|radio station|tv station|rock station|music station|station|newspaper|retailer|manufacturer|"
    "supplier|provider|distributor|wholesaler|marketplace|consultancy|federation|dealership|nonprofit|non-profit|"
    "non profit|startup|start-up|co-op|cooperative|brokerage|start-up studio|law firm|record label|publishing house|"
    "school district|trade association|association|organi[sz]ation|foundation|institute|nightclub|brewery|subsidiary"
)
_WITH_ARTICLE = (
    "school|academy|college|university|hotel|resort|hospital|clinic|council|department|publisher|charity|restaurant|"
    "theatre|theater|library|church|venue|winery|festival|forum|portal|society|institution|authority|trust|centre|"
    "center|hostel|cinema|stadium|chain|gym|shelter|conference|campaign|initiative|movement|committee|commission"
)
_DESCRIBED = rf"(?:(?!(?:{_PERSONAL})\b)[\w'’&.-]+ ){{1,6}}?"
_GOES_ON = (
    r"(?=\s*(?:$|[.,;:!|•·\n–—(]|- |in\b|for\b|of\b|that\b|which\b|who\b|based\b|providing\b|speciali[sz]\w+|serving\b|"
    r"located\b|dedicated\b|offering\b|with\b|to\b|from\b|since\b|focus\w+|committed\b|helping\b|delivering\b|near\b))"
)
_BEGINS = r"(?:^\W*|\b(?:we are|we're|we’re) )"
_IS = late(
    rf"{_BEGINS}(?:the |an? )?{_DESCRIBED}(?:{_SURELY}){_GOES_ON}|"
    rf"(?:^\W*(?:the|an?) |\b(?:we are|we're|we’re) (?:the |an? )?){_DESCRIBED}(?:{_WITH_ARTICLE}){_GOES_ON}|"
    rf"^\W*(?:[\w'’&.-]+ ){{1,4}}is (?:the|an?|one of the) {_DESCRIBED}(?:{_SURELY}|{_WITH_ARTICLE}){_GOES_ON}"
)
# The same where the noun stands first; folded.
_NOUN_FIRST = late(
    r"^\W*(?:(?:somos|nous sommes|siamo|una?|une?|um|uma|la|el|le|il|lo|l['’]|los|as|os|die|der|das|een|de|het|"
    r"wir sind|wij zijn|jestesmy|мы) ?)*"
    r"(?:empresa|compania|asociacion|fundacion|ayuntamiento|federacion|periodico|diario|emisora|editorial|consultora|"
    r"entreprise|societe|association|fondation|mairie|federation|journal|cabinet|maison d['’]edition|"
    r"associacao|fundacao|prefeitura|federacao|jornal|emissora|consultoria|editora|"
    r"azienda|associazione|fondazione|comune|federazione|testata giornalistica|casa editrice|"
    r"unternehmen|verband|verein|stiftung|stadtverwaltung|zeitung|hersteller|anbieter|fachhandel|"
    r"bedrijf|vereniging|stichting|gemeente|leverancier|fabrikant|"
    r"firma|stowarzyszenie|fundacja|gazeta|wydawnictwo|producent|"
    r"компания|ассоциация|фонд|газета|издательство|производитель|поставщик|"
    r"perusahaan|yayasan|asosiasi|distributor resmi|dinas)"
    r" (?=(?:\w+ ){0,2}?(?:de|del|da|do|di|du|des|d['’]\w|que|qui|che|dedicad[ao]|especializad[ao]|specializzat[ao]|"
    r"specialise\w?|dedie\w?|au service|fundada|fondee|"
    r"sin fines|sans but|senza scopo|fur|zur|aus|die|der|voor|van|dla|na rzecz|z|по|для|"
    r"yang|di bidang|untuk|mexicana|espanola|francaise|italiana|brasileira|argentina|chilena|colombiana|peruana)(?!\w))"
)
# Work that is offered by the dozen.
_JOBS = late(
    r"\b(?:latest|new|find|top|current|all) (?:the )?(?:latest |new )?(?:\w+ ){0,2}jobs\b|"
    r"\bjob (?:openings|alerts|tweets|posts|postings|listings|vacancies|board|opportunities)\b|"
    r"\b(?:ofertas de empleo|offres d['’]emploi|vagas de emprego|stellenangebote|offerte di lavoro|"
    r"oferty pracy|vacatures in|is ilanlari|info loker|lowongan kerja)\b|"
    r"(?<!\w)вакансии(?= (?:в|для|на)\b)|وظائف (?:شاغره|اليوم)|求人情報|채용 ?정보"
)
_NEWS = late(
    r"\b(?:latest|breaking|local|daily|top|current|up[- ]to[- ]date|all) (?:\w+ ){0,3}news"
    r"(?=\s*(?:$|[.,;:!|\n&+]|and|from|about|for|on|in|updates)\b|\s*[.,;:!|\n&+])|"
    r"\b(?:ultimas noticias|dernieres (?:infos|nouvelles)|toute l['’]actualite|ultime notizie|laatste nieuws|"
    r"aktuelle nachrichten|najnowsze wiadomosci|son dakika haber\w*|berita terkini)\b|"
    r"(?<!\w)(?:последние новости|свежие новости)(?!\w)|اخر الاخبار|اخبار عاجله|"
    r"最新ニュース|최신 ?뉴스|ताज़ा खबर\w*|ताजा खबर\w*"
)


_ITS_OWN = 1.3  # an official account: a brand also where the bio names a job


def signs_of_organisations(folded: str, name: str) -> Iterator[Sign]:
    """Signs in a folded bio that an organisation speaks: whose official account it is, what it says that it is, that it
    lists jobs or news. A person's official account is none: a singer's, or that of whom has this ``name``."""
    match = _OFFICIAL.search(folded)
    if match and not _is_a_person(match, folded, name):
        yield Sign("brand", _ITS_OWN, f'official account: bio says "{match.group().strip()}"')
    words = next((words for words in _OFFICIAL_WORDS if words in folded), None)
    if words is not None:
        yield Sign("brand", _ITS_OWN, f'official account: bio says "{words}"')
    match = _IS.search(folded) or _NOUN_FIRST.search(folded)
    if match:
        yield Sign("brand", 1.0, f'organisation: bio says "{_last_words(match.group())}"')
    match = _JOBS.search(folded)
    if match:
        yield Sign("aggregator", 1.0, f'bio lists jobs "{match.group()}"')
    match = _NEWS.search(folded)
    if match:
        yield Sign("aggregator", 0.6, f'bio tells news "{match.group()}"')


def _last_words(said: str) -> str:
    return " ".join(re.findall(r"[^\W_][\w'’&.-]*", said)[-4:])


def _is_a_person(match: re.Match[str], folded: str, name: str) -> bool:
    """Whether whose official account it is has no article before and is the account itself, or is a person by a job."""
    if match["who"] is None:
        return False
    own = tokens_of(fold_text(name))[:1] == [match["who"]] and match["article"] is None
    return own or _PERSON.match(folded, match.end("article") if match["article"] else match.start("who")) is not None
