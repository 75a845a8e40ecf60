"""What the columns of a list of people mean, by their names, in the languages that such lists come in."""

import re
import unicodedata
from itertools import pairwise
from typing import Literal, NamedTuple

Role = Literal[
    "account", "name", "first_name", "last_name", "email", "phone", "followers", "network", "basis", "consent",
    "consent_date", "date", "source", "bio", "following", "posts_count", "is_verified", "is_private", "links",
    "category", "age", "birth", "location", "country", "opt_out", "remark",
]  # fmt: skip


class Column(NamedTuple):
    """What a column holds, and the network that its name names (``None`` where it names none)."""

    role: Role
    network: str | None = None


# The names of networks as people write them above a column; the value is how they are called here.
NETWORK_WORDS = {
    "instagram": "instagram", "insta": "instagram", "ig": "instagram", "инстаграм": "instagram",
    "インスタグラム": "instagram", "インスタ": "instagram", "인스타그램": "instagram", "انستغرام": "instagram",
    "tiktok": "tiktok", "tt": "tiktok",
    "youtube": "youtube", "yt": "youtube",
    "mastodon": "mastodon", "fediverse": "mastodon",
    "bluesky": "bluesky", "bsky": "bluesky",
    "threads": "threads", "pinterest": "pinterest", "twitch": "twitch", "facebook": "facebook", "fb": "facebook",
    "twitter": "x", "linkedin": "linkedin", "snapchat": "snapchat", "reddit": "reddit",
}  # fmt: skip


def words_of(text: str) -> frozenset[str]:
    """The words of a text between spaces, as a set."""
    return frozenset(text.split())


# Compared without case, accents and punctuation.
_FOLLOWERS = words_of(
    "followers follower followercount followerscount followerzahl followeranzahl abonnenten abonnes abonne seguidores "
    "seguidor seguaci volgers obserwujacych obserwujacy takipci takipciler foljare folgere subscribers fans "
    "subscribercount "
    "audiencesize communitysize "
    "подписчики подписчиков フォロワー フォロワー数 팔로워 팔로워수 粉丝 粉丝数 المتابعين متابعين"
)
_CONSENT = words_of(
    "consent consents consented optin permission agree agreement gdpr dsgvo rgpd einwilligung zustimmung einverstanden "
    "consentement accord consentimiento autorizacion consenso autorizzazione consentimento toestemming zgoda rodo onay "
    "samtycke samtykke datenschutz datenschutzerklarung согласие 同意 동의 موافقة"
)
# What says that somebody was asked and wants to be left alone; "opt-in / opt-out" asks.
_OPT_OUT = words_of(
    "optout optedout unsubscribe unsubscribed donotcontact donotemail donotmail dnc objected objection withdrawn "
    "revoked widerspruch widersprochen widerrufen abgemeldet desinscrit desinscription desabonne disiscritto revocato "
    "revocado uitgeschreven ingetrokken wypisany wycofana avregistrerad avmeldt отписан unsub dontcontact dontemail "
    "blacklisted blocklisted suppressed nichtkontaktieren nichtanschreiben kontaktsperre werbesperre nepascontacter "
    "opposition dadodebaja dadadebaja fechadebaja nocontactar oposicion noncontattare opposizione nietcontacteren "
    "niekontaktowac sprzeciw"
)
_OPT_IN = words_of("optin optedin")
_AGE = words_of("age alter edad idade eta leeftijd wiek yas umur usia возраст 年齢 나이 العمر आयु उम्र")
_RANGE = words_of("range group bracket years jahre gruppe ans anni")
# Where somebody lives, by its town and by its country.
LOCATION_WORDS = words_of(
    "location city town place basedin ort wohnort stadt ville ciudad cidade citta stad miasto woonplaats sehir kota "
    "город 都市 도시"
)
COUNTRY_WORDS = words_of("country countrycode countryiso land pays pais paese kraj ulke negara страна 国 국가")
# A question whether somebody may be written to or kept: it begins so, and says one of these.
_MAY_WE = words_of(
    "may can could do would are is i darf durfen konnen puis pouvons peut puedo podemos possiamo posso podem mogen "
    "kunnen mag czy wolno 可以"
)
_KEEP_OR_WRITE = words_of(
    "contact contacted store keep process write message reach kontaktieren speichern anschreiben verarbeiten contacter "
    "conserver ecrire contactar contactarte guardar escribir contattare contattarti conservare scrivere contatar "
    "guardar contacteren bewaren kontaktowac przechowywac napisac"
)
# "Contact allowed", "Kontakt erlaubt": a permission, where it stands beside one of those.
_ALLOWED = words_of(
    "allowed allow permitted permit erlaubt gestattet autorise permis permitido autorizado consentito permesso "
    "autorizzato toegestaan dozwolony izinli tillaten tilladt разрешено"
)
_BASIS = words_of("basis legalbasis lawfulbasis rechtsgrundlage baselegale baselegal basegiuridica grondslag podstawa")
_EMAIL = words_of(
    "email emails mail mailadresse emailadresse emailaddress courriel correo correoelectronico eposta epost почта "
    "емейл メール メールアドレス 이메일 邮箱 电子邮件 البريد"
)
_PHONE = words_of(
    "phone telephone tel mobile cell whatsapp telefon telefonnummer handy handynummer mobil mobilnummer portable "
    "telefono movil celular cellulare telefone telemovel telefoon telefoonnummer gsm numertelefonu puhelin телефон "
    "電話 電話番号 전화 전화번호 电话 手机 الهاتف جوال"
)
_DATE = words_of(
    "date datum fecha data timestamp submitted submittedat createdat appliedat zeitstempel horodateur horodatage "
    "marcatemporal carimbo tarih dato pvm дата 日付 日期 タイムスタンプ 날짜 타임스탬프 التاريخ"
)
_SOURCE = words_of(
    "source quelle herkunft origen fuente fonte origine origem bron zrodlo kaynak kalla kilde источник 来源"
)
_NETWORK = words_of(
    "network platform channel socialnetwork netzwerk plattform kanal reseau plateforme red plataforma rete piattaforma "
    "rede platforma ag сеть платформа プラットフォーム 플랫폼 平台 المنصة"
)
_ACCOUNT = words_of(
    "handle handles username user userid account accountname nick nickname screenname benutzername nutzername "
    " konto identifiant utilisateur pseudo pseudonyme compte usuario usuaria cuenta utente conta usuario "
    "gebruikersnaam gebruiker nazwauzytkownika uzytkownik kullanici kullaniciadi hesap anvandarnamn konto brukernavn "
    "brugernavn kayttajanimi ник никнейм аккаунт логин ユーザー名 アカウント 사용자이름 계정 아이디 "
    "用户名 账号 الحساب المستخدم"
)
# What the number in a column of followers is, where it is not how many there are.
_NOT_HOW_MANY = words_of(
    "min max minimum maximum target goal "
    "growth grown new gained lost change delta increase rate percent percentage ratio fake bot bots authentic real "
    "suspicious quality credibility engaged engagement average avg age gender country countries city cities location "
    "locations language languages list url urls ids per wachstum croissance crecimiento crescita crescimento"
)
# Handles by names that are as often another thing: a number, or what is shown instead of the handle.
_UNSURE = words_of("id userid pk nick nickname pseudo pseudonyme accountname profilename profileid ник никнейм")
_ADDRESS = words_of(
    "url link profile profileurl profilelink permalink profil profillink lien perfil enlace profilo collegamento "
    "perfis profiel baglanti lank lenke ссылка профиль リンク 프로필 링크 链接 主页 الرابط"
)
_FIRST_NAME = words_of("firstname forename givenname vorname prenom nombredepila voornaam imie fornamn fornavn etunimi")
_LAST_NAME = words_of(
    "lastname surname familyname nachname familienname apellido apellidos cognome sobrenome apelido achternaam "
    "nazwisko soyad soyadi efternamn etternavn efternavn sukunimi фамилия"
)
_NAME = words_of(
    "name fullname names nombre nom nome naam isim adsoyad navn namn nimi imieinazwisko имя фио 名前 "
    "氏名 이름 姓名 الاسم"
)
_FIRST = words_of("first given fore")
_LAST = words_of("last family sur")
_NOT_PEOPLE = words_of("company brand firma unternehmen entreprise marque empresa marca azienda bedrijf file campaign")
# When somebody was born: read only for whether they are below 18.
_BIRTH = words_of(
    "birth birthday birthdate birthyear dob born yob geburt geburtstag geburtsdatum geburtsjahr geboren jahrgang "
    "naissance anniversaire nacimiento cumpleanos nascita compleanno nascimento aniversario geboorte geboortedatum "
    "geboortejaar verjaardag urodzenia urodziny dogumtarihi dogumgunu fodelsedatum fodelsedag fodselsdato "
    "syntymaaika рождения 生年月日 誕生日 생년월일 생일 出生日期 生日 الميلاد"
)
_OF_OTHERS = words_of(
    "child children childs childrens kid kids baby babys son sons daughter daughters pet pets dog cat parent parents "
    "guardian kind kinder kindes tochter sohn enfant enfants hijo hijos hija filho filhos filha figlio figli figlia "
    "dziecka dzieci cocuk barn"
)
# Addresses that are no profile's.
_NOT_USED = words_of(
    "website site blog homepage webseite portfolio post posts video photo picture pic image avatar mediakit kit shop"
)
_ALONE = frozenset({"creator", "creators", "influencer", "influencers", "talent", "who"})
_MANY = 20  # cells of a column that tell what it holds
_NO_NETWORK = ("install", "instan")  # begin like a network's name
# Programs are named after networks: a list of what one needs ("TikTokApi", "com.instagram.android") is none of people.
_PROGRAMS = words_of("api client com android ios app apps sdk bot scraper downloader http https www org plugin")
# And numbers by what was counted: "facebook_share_count".
_COUNTED = words_of(
    "count counts shares share likes like views view clicks click comments comment reactions reaction score"
)
# What is told about a name or a handle in place of it: "nums/length username", "fullname words", "name==username".
_MEASURES = words_of("length len nums digits ratio words chars characters has contains similarity entropy equals")
_MOST_WORDS = 3  # "Your Instagram" is a column of accounts, "Have you sold on Instagram before" is not


def role_of(header: str) -> Column | None:
    """What a column of this name holds; ``None`` where its name says nothing that is used here."""
    if header.strip() in ("@", "@handle", "@name"):
        return Column("account")
    tokens = tokens_of(header)
    if not tokens or "://" in header:  # an address is what a column holds, not its name
        return None
    network = network_in(tokens)
    if "".join(tokens) in _ALONE:
        return Column("account")

    def speaks_of(words: frozenset[str]) -> bool:
        return _speaks_of(tokens, words)

    if speaks_of(_FOLLOWERS) or any(token.startswith("follower") for token in tokens):
        return None if not _NOT_HOW_MANY.isdisjoint(tokens) else Column("followers", network)
    is_sentence = header.strip().endswith("?") or (" " in header.strip() and len(tokens) > _MOST_WORDS)
    if is_sentence and tokens[0] in _MAY_WE and (speaks_of(_CONSENT) or not _KEEP_OR_WRITE.isdisjoint(tokens)):
        return Column("consent")
    if speaks_of(_OPT_OUT) and not speaks_of(_OPT_IN):
        return Column("opt_out")
    if speaks_of(_ALLOWED) and ("kontakt" in tokens or not _KEEP_OR_WRITE.isdisjoint(tokens)):
        return Column("consent")
    if speaks_of(_CONSENT):
        return Column("consent_date" if speaks_of(_DATE) else "consent")
    asked = tokens[:2] == ["how", "old"] or (tokens[0] in _AGE and tokens[-1] in _RANGE)
    if asked or "".join(tokens) in _AGE or (len(tokens) <= _MOST_WORDS and tokens[0] == "your" and tokens[-1] in _AGE):
        return Column("age")
    if speaks_of(_BIRTH):
        return Column("birth") if _OF_OTHERS.isdisjoint(tokens) else None
    if speaks_of(_BASIS):
        return Column("basis")
    if speaks_of(_EMAIL):
        return Column("email")
    if speaks_of(_PHONE):
        return Column("phone")
    if speaks_of(_NOT_USED) or tokens[0] == "is" or "==" in header or not _MEASURES.isdisjoint(tokens):
        return None  # "is_business_account" says no handle either
    if speaks_of(_ACCOUNT) or speaks_of(_ADDRESS):
        # "Account name" is a handle, and so is "Instagram account"; a "platform account" too.
        return Column("account", network)
    if network is not None and len(tokens) <= _MOST_WORDS and (_PROGRAMS | _COUNTED).isdisjoint(tokens):
        return Column("account", network)
    if speaks_of(_DATE):
        return Column("date")
    if speaks_of(_SOURCE):
        return Column("source")
    if speaks_of(_NETWORK):
        return Column("network")
    return _name_role(tokens)


def _name_role(tokens: list[str]) -> Column | None:
    if _speaks_of(tokens, _NOT_PEOPLE):
        return None
    first = _speaks_of(tokens, _FIRST_NAME) or (_speaks_of(tokens, _FIRST) and "name" in tokens)
    last = _speaks_of(tokens, _LAST_NAME) or (_speaks_of(tokens, _LAST) and "name" in tokens)
    if first != last:
        return Column("first_name" if first else "last_name")
    return Column("name") if first or _speaks_of(tokens, _NAME) else None


def may_be_no_handle(header: str) -> bool:
    """Whether a column of accounts holds as often their numbers or the names shown: "user_id", "nickName"."""
    tokens = tokens_of(header)
    return _speaks_of(tokens, _UNSURE) and not _speaks_of(tokens, frozenset({"handle", "username"}))


def shows_names(header: str, cells: list[str]) -> bool:
    """Whether a column called "Profile" holds what profiles show instead of handles: many are several words.

    Then those of one word ("Amazonas") are no handles either.
    """
    if not {"handle", "handles", "username", "usernames"}.isdisjoint(tokens_of(header)):
        return False
    filled = [cell.strip() for cell in cells if cell.strip()]
    names = sum(" " in cell and "@" not in cell and "/" not in cell for cell in filled)
    return len(filled) >= _MANY and names * 10 > len(filled)


def network_named(text: str) -> str | None:
    """The network that a cell names ("IG", "TikTok"); ``None`` where it names none that is known by a word."""
    tokens = tokens_of(text)
    return "x" if tokens == ["x"] else network_in(tokens)


def tokens_of(text: str) -> list[str]:
    """The words of a column's name, without case, accents and punctuation; camels are parted."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:300])
    plain = unicodedata.normalize("NFKD", parted.casefold().replace("ł", "l").replace("ı", "i").replace("ø", "o"))
    kept = unicodedata.normalize("NFC", "".join(letter for letter in plain if not _is_accent(letter)))
    return re.findall(r"\w+", kept.replace("_", " "))


def _is_accent(letter: str) -> bool:
    return "\u0300" <= letter <= "\u036f"


def network_in(tokens: list[str]) -> str | None:
    """The network that the words of a column's name name; ``None`` for none."""
    pairs = [one + two for one, two in pairwise(tokens)]  # TikTok, YouTube and LinkedIn are parted as camels are
    for token in (*tokens, *pairs):
        if token in NETWORK_WORDS:
            return NETWORK_WORDS[token]
    for token in tokens:  # instagramname, instagramアカウント
        for word, network in NETWORK_WORDS.items():
            if len(word) > 4 and token.startswith(word) and not token.startswith(_NO_NETWORK):
                return network
    return "x" if len(tokens) == 2 and tokens[0] == "x" else None


def _speaks_of(tokens: list[str], words: frozenset[str]) -> bool:
    joined = "".join(tokens)
    if joined in words or not words.isdisjoint(tokens):
        return True
    pairs = ("".join(pair) for pair in pairwise(tokens))
    if not words.isdisjoint(pairs):
        return True
    if joined.isascii():
        return any(token.endswith(("handle", "username")) for token in tokens) and words is _ACCOUNT
    # Scripts without spaces between words: the word may stand anywhere.
    return any(not word.isascii() and len(word) > 1 and word in joined for word in words)
