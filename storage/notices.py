"""Words with which people forbid that their addresses are used to write to them unasked, in ten languages."""

import re

_FORBIDS = re.compile(
    r"(?:werbe|werbung|informationsmaterial)\w{0,20}[^.]{0,200}(?:widerspr|untersagt|nicht gestattet|nicht erlaubt)"
    r"|(?:widerspr|untersag)\w{0,12}[^.]{0,200}(?:werbung|werbematerial|informationsmaterial|werbe-?e?-?mails?)"
    r"|keine (?:werbung|werbe-?e?-?mails?|kooperationsanfragen)\b"
    r"|(?<!we )(?<!i )(?<!never )\b(?:do not|don'?t|please no|must not|may not be)"
    r" (?:use|used|contact|send|add|e-?mail|pitch)"
    r"(?! you)[^.]{0,80}(?:marketing|advertis|promotional|unsolicited|commercial|newsletter)"
    r"|\bno (?:unsolicited|cold|promotional|advertis\w{0,8}) (?:e-?mails?|messages?|contact|offers?|pitches|requests)"
    r"|pas de (?:publicit|d[ée]marchage|sollicitation|prospection)"
    r"|no (?:se permite|env[íi]\w{1,4}|mand\w{1,3})[^.]{0,60}(?:publicidad|comercial)"
    r"|vietat\w[^.]{0,80}(?:pubblicit|commercial)|niente pubblicit"
    r"|(?:proibid\w|não envi\w{1,4})[^.]{0,60}publicidade"
    r"|geen (?:reclame|acquisitie|commerci[ëe]le)"
    r"|(?:zakaz|nie (?:wysył|przesył)\w{1,4})[^.]{0,60}(?:reklam|ofert handl)"
    r"|(?:reklam|säljpost|annonser)[^.]{0,40}(?:undanbed|avböj)"
    r"|reklam[^.]{0,40}(?:göndermeyin|istemiyor)",
    re.IGNORECASE,
)  # fmt: skip


def forbids_advertising(text: str) -> bool:
    """Whether a page or bio says that its addresses may not be used for advertising, offers or newsletters."""
    return _FORBIDS.search(text) is not None
