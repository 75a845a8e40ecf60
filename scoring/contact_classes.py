"""Whose an address is: a manager's, a role's (info@…), one of business, or personal – by itself and the words beside it."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from scoring.invitations import says
from scoring.lists import ContactClass

if TYPE_CHECKING:
    from tldextract import TLDExtract

# What people call a box that several may read.
_ROLES = frozenset(
    "info infos information contact contactus contacts contacto contato contatti contatto kontakt kontakty hello hellothere "
    "hi hey hej office team support sales orders order shop store mail email service admin bonjour hola ola oi ciao salve hallo "
    "halo hei merhaba selam czesc privet zdravo customerservice help web webmaster press presse prensa imprensa stampa prasa "
    "media pr booking bookings book bookingrequest boekingen boeking buchung buchungen reservas reserva reservations "
    "reservation reservierung rezerwacje rezervasyon prenotazioni concert concerts concerti koncerty koncert konzerte "
    "konser shows gigs live studio atelier bilgi iletisim destek satis siparis randevu sklep biuro zamowienia bestellung "
    "bestellungen bestellen shopping kundenservice tienda loja boutique negozio ventas vendas vendite ordini pedidos "
    "encomendas commandes commande atendimento atencion zakaz zakazy admin cs toko pesan post postmaster enquiries "
    "enquiry inquiries inquiry general ask anfrage anfragen salon clases workshop workshops bestuur redaktion redactie "
    "redazione redaccion redaction editor submissions sayhello sayhi writeus secretary segreteria secretaria "
    "termin termine rdv citas agenda events event eventos yoyaku otoiawase contactme".split()
)
_BUSINESS = frozenset(
    "business biz collab collabs collabo collaboration collaborations promo work brand brands partner partners "
    "partnership partnerships marketing ads collaboraties kooperation kooperationen koop negocios comercial parceria "
    "parcerias colaboraciones colabs werbung kerjasama iklan endorse reklam reklama isbirligi wspolpraca sponsor "
    "sponsors sponsoring ugc creator partenariat partenariats collaborazioni sotrudnichestvo publi advertising "
    "samenwerking samenwerken zakelijk pro".split()
)
_MANAGERS = frozenset(
    "management mgmt manager managers mgr talent talents agent agents agency agence agencia agentur agenzia ajans "
    "representation menajer menajerlik artists roster mgt".split()
)
_MANAGER_PARTS = ("mgmt", "talent", "management", "agency", "menajer", "artistsagency", "agentur", "agencia", "influencermarketing")
_FREE = frozenset(
    "gmail googlemail yahoo ymail hotmail outlook live msn icloud me mac gmx web proton protonmail pm aol mail yandex ya "
    "naver daum hanmail kakao nate qq 163 126 libero wp o2 orange free laposte t-online seznam rediffmail docomo ezweb "
    "softbank i bol uol terra ig interia onet op poczta zoho fastmail tutanota tuta inbox list bk rambler ukr virgilio "
    "tiscali alice sfr wanadoo ziggo kpnmail xs4all planet home telenet skynet hushmail posteo freenet arcor bluewin hey "
    "rocketmail mynet sapo duck foxmail sina yeah email".split()
)
_AT_ANOTHER = re.compile(r"(?<!\w)(?:mail|e-?mail|correo|courriel|pochta|почта|메일|이메일|メール|بريد|ईमेल|or|o|ou|oder|и|या|او|veya|atau|of|lub|me|via)(?!\w)")


@lru_cache(maxsize=1)
def domain_splitter() -> "TLDExtract":
    """tldextract over its bundled suffix list, without network or cache; ``.example`` counts as a suffix."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=("example",))


def class_of_contact(
    kind: str, value: str, handle: str, words_of_manager: bool = False, beside: str = "", trades: bool = False
) -> ContactClass:
    """Whose it is: manager, role (info@…), business (collab@…, a domain of one's own, words of work beside it), else
    personal.

    ``words_of_manager``: the text beside it says "managed by" or the like in some language. ``beside`` is the text that
    it stands in; ``trades``: the account is a shop's or says that it takes orders.
    """
    if kind != "email":
        if words_of_manager:
            return "manager"
        return "business" if kind == "address" or trades or _speaks_of_work(beside) else "personal"
    local, _, domain = value.rpartition("@")
    parts = domain_splitter()(domain)
    own = parts.domain not in _FREE
    words = {word for word in re.split(r"[._+\d-]+", local) if word}
    names = set(re.split(r"[._\d-]+", f"{parts.domain}-{parts.subdomain}"))
    if words & _MANAGERS or names & _MANAGERS or any(word in parts.domain for word in _MANAGER_PARTS):
        return "manager"
    if words_of_manager and own:
        return "manager"
    if words and words <= _ROLES and (own or len(words) == 1):
        return "role"
    if own or words & _BUSINESS or words & {"pr", "press", "booking", "bookings", "info", "contact", "kontakt"}:
        return "business"
    return "manager" if words_of_manager else "business" if trades or _speaks_of_work(beside) else "personal"


def _speaks_of_work(text: str) -> bool:
    return bool(text) and any(says(kind, text) for kind in ("offers", "business", "trade"))


def beside_in(text: str, seen: re.Pattern[str]) -> str:
    """The line that an address stands in, without the address; with the line above where the line says nothing more
    (and the one below where it points up)."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = seen.search(line)
        if match is None:
            continue
        rest = line[: match.start()] + " " + line[match.end() :]
        if not re.search(r"[^\W\d_]{2}", _AT_ANOTHER.sub(" ", rest.lower())):
            rest += "\n" + (lines[number - 1] if number else "")
            if number + 1 < len(lines) and re.search(r"[☝👆⬆↑]", lines[number + 1]):
                rest += "\n" + lines[number + 1]
        return rest
    return text
