"""Phone numbers in a text, as people write them: local or international, in digits of any script, and what only looks
like one (dates, times, prices, places on a map, numbers of books and registers) left out.

Nothing is guessed: a number must be valid for its country. Heavy libraries are imported at first use.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.lexicon import plain_digits
from scoring.patterns import late
from storage.rights.numbers import one_number

MAX_TEXT = 8_000
_COUNTRIES_TRIED = 24
_MOST, _MOST_TEXT = 20, 2_200  # numbers, and characters that are looked through for them

_LEAST_AT_HOME = 9  # digits that mean one number without a country's code: fewer are a date as well
_LEAST_WITH_CODE = 11  # digits of a number that begins with a country's code, where nothing tells a country
_INVISIBLE = late(r"[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\u20e3]")
_JOINTS = late(r"(?<=\d)\s?[•·‧・⋅―‐‑‒–—]\s?(?=\d{2})")
_MEXICAN = late(r"\+\s?52\s?\(?1\)?[\s-]{0,2}(\(?\d{2,3}\)?[\s-]?\d)")  # a 1 that mobiles had until 2019
_NOT_PHONES = (
    late(r"(?:https?://|www\.)\S{1,300}|[\w.+-]{1,64}@[\w.-]{1,190}|(?<!\w)[@#]\w{1,60}", re.IGNORECASE),
    late(r"(?<!\d)97[89][- ]?\d{1,5}[- ]?\d{1,7}[- ]?\d{1,7}[- ]?[\dX](?!\d)"),  # books
    # Places on a map, as a pair of decimals or with a sign of degrees.
    late(
        r"(?<![\d.])-?\d{1,3}\.\d{3,8}\s?°?\s?[NSEWOKDnsewo]?\s?[,;/| ]\s?-?\d{1,3}\.\d{3,8}(?!\d)|"
        r"\d{1,3}(?:[.,]\d{1,8})?\s?[°º]\S{0,14}"
    ),
    late(r"(?<![\d.\-/:])\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s?[-~〜–]\s?\d{1,2}[:.h]\d{2}(?![\d.])"),  # hours
    late(r"(?<!\d)\d{1,2}[:h]\d{2}(?:[:.]\d{2})?(?!\d)"),  # times
    late(r"(?<![\d.\-/])(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d{2}|(?:19|"
        r"20)\d{2}([./-])\d{1,2}\2\d{1,2})(?![\d./-])"),
    late(r"(?<!\d)(?:19|20)\d{2}(?:\s?[-–/,&+•·|]\s?(?:19|20)\d{2}){1,6}(?!\d)"),  # years
    late(r"[$€£₹₽¥₩₺₫฿₪]\s?\d[\d.,' ]{0,14}|(?<![\d+])\d[\d.,' ]{0,14} ?(?:[$€£₹₽¥₩₺₫฿₪%]|zł|руб|円|만원|원|"
        r"тыс|Rp\b|TL\b)"),
    late(r"\bRp\.?\s?\d[\d.,]{0,14}", re.IGNORECASE),
    # Numbers of registers, banks and games.
    late(
        r"(?<!\w)(?:isbn|issn|iban|bic|vat|nip|regon|krs|cnpj|cpf|siret|siren|tva|kvk|btw|ust-?id(?:nr)?|hrb|"
        r"p\.?\s?iva|partita iva|"
        r"c\.?f|nif|cif|nit|rfc|ruc|cuit|cuil|инн|огрн(?:ип)?|карта|сбер|abn|acn|gstin?|fssai|ein|npi|"
        r"reg(?:istro|ister)?|"
        r"lic(?:en[cs]e)?|mersis|nib|nik|npwp|rek(?:ening)?|bca|crm|crp|cref|crn|creci|oab|ami|bic|konto|"
        r"steuernr|st\.?-?nr|uid|player id|"
        r"friend code|fc|sw|psn|ff|bgmi|mlbb|orcid|doi|upi|cep|c\.?p|plz|cap|zip|lot|order|art|ref|sku|strava|"
        r"사업자\s?(?:등록)?(?:번호)?|통신판매\S{0,6}|계좌\S{0,3}|국민|신한|우리|농협|카카오뱅크|登録番号|許可\S{0,4}|古物商\S{0,6}|第|振込\S{0,2}|"
        r"سجل تجاري|س\.?ت|ترخيص|معروف|موثق|ايبان|آيبان)"
        r"[\s.:#]{0,3}(?:id|no|nr|number|numer|номер|رقم|№|º)?[\s.:#№]{0,3}[A-Z]{0,3}\d[\d./ -]{3,24}",
        re.IGNORECASE,
    ),
)  # fmt: skip
_DIGITS = late(r"(?<!\d)\+?\(?\d[\d\s().\-/]{5,22}\d")
# Words that a phone number stands after, in any language; and the same of messengers, whose numbers are phones.
_SAYS_PHONE = late(
    r"tel|tél|fon|phone|call|text|sms|mobile?|mob\b|cell?|handy|móvil|movil|celular|llama|lláma|ligue|liga\b|"
    r"fone|zap|whats|\bwa\b|"
    r"appel|chiama|bel\b|bellen|zadzwoń|dzwoń|kom\.|gsm|ara\b|arayın|hp\b|hub|тел|звон|моб|номер|電話|携帯|전화|연락|폰|"
    r"هاتف|جوال|موبايل|اتصل|تلفون|رقم|واتس|फ़ोन|फोन|कॉल|मोबाइल|संपर्क|नंबर|व्हाट्स|वॉट्स|вотс|ватс|wp\b|wpp|"
    r"wsp|wasap|viber|вайбер|"
    r"☎|☏|📞|📱|📲|🤙|book|termin|rdv|order|reserv|予約|예약|문의|للطلب|للحجز|ऑर्डर|बुकिंग|запис|заказ|zapisy|sipariş|"
    r"randevu|cita|pedido|encomend|agend",
    re.IGNORECASE,
)

_SAYS_SURELY = late(
    r"tel\b|tél|tel\.|telef|phone|call|whats|\bwa\b|zap|wpp|wasap|вотс|ватс|тел|電話|携帯|전화|هاتف|جوال|واتس|फ़ोन|"
    r"फोन|व्हाट्स|☎|📞|📲",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundPhone:
    """A number in E.164 and its place in the text that ``plain_of`` gives."""

    value: str
    start: int
    end: int


def plain_of(text: str) -> str:
    """A text with digits of all scripts as 0–9 (key caps too) and without invisible marks; what is found in it has its
    places there."""
    plain = plain_digits(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text[:MAX_TEXT])))
    plain = _MEXICAN.sub(r"+52 \1", plain)
    return _JOINTS.sub("-", plain)


def find_phones(plain: str, region: str | None, regions: Sequence[str] = ()) -> list[FoundPhone]:
    """Phones of a plain text in order. Without a ``+`` those valid in ``region`` (ISO 3166), or, beside a word that
    says that it is a phone, in the first of ``regions``; each with its place."""
    if sum(letter.isdigit() for letter in plain) < 7:
        return []
    from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

    masked = plain[:_MOST_TEXT]
    for pattern in _NOT_PHONES:
        masked = pattern.sub(lambda match: " " * len(match.group()), masked)
    found = [
        FoundPhone(format_number(match.number, PhoneNumberFormat.E164), match.start, match.end)
        for match in PhoneNumberMatcher(masked, region, leniency=Leniency.VALID, max_tries=2 * _MOST)
    ]
    found = found[:_MOST]
    for start, end in itertools.islice(_digits_left(masked, found), _MOST):
        beside = masked[max(0, start - 24) : start].rpartition("\n\n")[2], masked[end : end + 14]
        if any(map(_SAYS_PHONE.search, beside)):
            sure = any(map(_SAYS_SURELY.search, beside))
            value = _valid_somewhere(masked[start:end], [region, *regions] if region else list(regions), sure)
            if value is not None:
                found.append(FoundPhone(value, start, end))
    return sorted(found, key=lambda one: one.start)


def _digits_left(masked: str, found: Sequence[FoundPhone]) -> Iterator[tuple[int, int]]:
    for match in _DIGITS.finditer(masked):
        start, end = match.span()
        line = masked.find("\n", start, end)
        end = line if line >= 0 else end
        if not any(one.start < end and start < one.end for one in found):
            yield start, end


def _valid_somewhere(digits: str, regions: Sequence[str], sure: bool) -> str | None:
    """A number as that of the first country where it is valid: the account's own, the one that it begins with, then the
    others. Where words say ``sure``-ly that it is a phone, or it is written as one, a length that the account's own
    country has is enough: not all numbers in use are in the library's table."""
    from phonenumbers import (
        NumberParseException,
        PhoneNumber,
        PhoneNumberFormat,
        ValidationResult,
        format_number,
        is_possible_number_with_reason,
        is_valid_number,
        parse,
    )

    def read(written: str, region: str | None) -> PhoneNumber | None:
        try:
            return parse(written, region)
        except NumberParseException:
            return None

    plain = re.sub(r"\D", "", digits)
    own = read(digits, regions[0] if regions else None)
    possible = own is not None and is_possible_number_with_reason(own) == ValidationResult.IS_POSSIBLE
    tried = [own]
    if plain.startswith("00"):
        tried.append(read(f"+{plain[2:]}", None))
    elif len(plain) >= (_LEAST_WITH_CODE if own is None else 10) and not plain.startswith("0") and not possible:
        tried.append(read(f"+{plain}", None))  # "wa 4477…": the country's code without its plus
    for number in tried:
        if number is not None and is_valid_number(number):
            return format_number(number, PhoneNumberFormat.E164)
    as_phone = sure or plain.startswith("0") or not digits[0].isdigit()
    if own is not None and possible and as_phone and 9 <= len(plain) <= 13:
        return format_number(own, PhoneNumberFormat.E164)
    for region in regions[1:_COUNTRIES_TRIED]:
        number = read(digits, region)
        if number is not None and is_valid_number(number):
            return format_number(number, PhoneNumberFormat.E164)
    return None


def phones_in(text: str, region: str | None) -> list[str]:
    """Phone numbers in a text as E.164, in order, each once; without a ``+`` only those valid in ``region`` (ISO
    3166)."""
    return list(dict.fromkeys(one.value for one in find_phones(plain_of(text), region)))


def spellings_of(number: str, region: str | None = None) -> list[str]:
    """The digits by which people write one number, in order: with the code of its country (which ``number`` begins with
    where no ``region`` is told), with the 0 that is dialled at home behind that, and as at home (nine digits and more).

    [] where it is no number's: in use or not, so many digits must be possible there.
    """
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        ValidationResult,
        format_number,
        is_possible_number_with_reason,
        parse,
    )

    try:
        parsed = parse(number if region else f"+{number}", region)
    except NumberParseException:
        return []
    if is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return []
    whole = one_number(format_number(parsed, PhoneNumberFormat.E164))
    home = re.sub(r"\D", "", format_number(parsed, PhoneNumberFormat.NATIONAL))
    spelled = [whole, *([f"{parsed.country_code}{home}", home] if len(home) >= _LEAST_AT_HOME else [])]
    return list(dict.fromkeys(one for one in spelled if one is not None))


def phone_region(phone: str) -> str | None:
    """The region (ISO 3166) that an international number belongs to, ``None`` where it has none or is not valid."""
    from phonenumbers import NumberParseException, is_valid_number, parse, region_code_for_number

    try:
        number = parse(phone, None)
    except NumberParseException:
        return None
    region = region_code_for_number(number) if is_valid_number(number) else None
    return "GB" if region in ("GG", "JE", "IM") else region  # their mobile numbers are used all over Britain
