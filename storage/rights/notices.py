"""Words with which people forbid to be written to unasked, or to have their data passed on, in ten languages."""

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


_DATA = r"(?:data|details?|info\w{0,9}|contacts?|e-?mails?|numbers?|profile|content)"
_DATEN = r"(?:daten|kontakt\w{0,8}|e-?mails?|adresse\w?|nummer)"
_DONNEES = r"(?:donn[ée]es|coordonn[ée]es|contacts?|e-?mails?|num[ée]ro|infos?)"
_DATOS = (
    r"(?:mis|estos|meus|minhas|i miei)? ?"
    r"(?:datos|correo|contacto|tel[ée]fono|n[úu]mero|dados|contac?to|e-?mail|dati|contatti)"
)
_KEEPS = re.compile(
    r"(?<!we )(?<!i )(?<!never )\b(?:do not|don'?t|must not|may not be|not to be)"
    r" (?:share|forward|pass on|transfer|sell|resell|disclose|shared|forwarded|passed on|sold)(?! your)"
    rf"[^.]{{0,40}}\b{_DATA}"
    rf"|\b{_DATA} (?:must not|may not|is not to|are not to) be (?:shared|forwarded|passed on|sold)"
    r"|\b(?:no|not for) (?:agenc(?:y|ies)|third[- ]part(?:y|ies)|data brokers?)\b(?! (?:fees?|needed|required|yet))"
    r"|\bkeine (?:weitergabe|agentur(?:en|anfragen)?)\b"
    rf"|\b{_DATEN}[^.]{{0,40}}\bnicht (?:weitergeben|weiterleiten|weitergegeben|verkaufen)"
    r"|\bnicht an dritte\b|\bweitergabe[^.]{0,40}(?:untersagt|verboten|nicht (?:gestattet|erlaubt))"
    r"|\bpas d[’'](?:agences?|interm[ée]diaires?)\b"
    rf"|\bne pas (?:transmettre|partager|communiquer|diffuser|c[ée]der|transf[ée]rer)[^.]{{0,40}}{_DONNEES}"
    r"|\b(?:sin|no) agencias\b|\bsem ag[êe]ncias\b|\bn[ãa]o ag[êe]ncias\b|\b(?:no|niente) agenzie\b"
    r"|\b(?:no|n[ãa]o|non) (?:compart|ced|transmit|reenv|difund|partilh|compartilh|divulg|condivid|inoltra|trasmett"
    rf"|diffond)\w{{1,5}}[^.]{{0,30}}{_DATOS}"
    r"|\bgeen (?:bureaus|agentschappen|agencies|tussenpersonen)\b"
    r"|\b(?:gegevens|mail|nummer|contact)\w{0,8} niet (?:delen|doorgeven|doorsturen|doorverkopen)"
    r"|\bbez agencji\b"
    r"|\bnie (?:udost[ęe]pnia\w{1,3}|przekazuj\w{0,4}|przekazywa\w{1,2})[^.]{0,40}(?:dan|kontakt|mail|numer)"
    r"|\b(?:inga|ej) (?:byr[åa]er|agenturer)\b"
    r"|\b(?:dela|vidarebefordra|l[äa]mna) inte (?:ut )?[^.]{0,30}(?:uppgifter|mejl|kontakt|nummer)"
    r"|\b(?:bilgi|veri|numara|mail|ileti[şs]im)\w{0,12}[^.]{0,20} (?:payla[şs]may[ıi]n|aktarmay[ıi]n|vermeyin)"
    r"|\bajans\w{0,5} (?:istemiyor\w{0,3}|yazmas[ıi]n|hari[çc])",
    re.IGNORECASE,
)  # fmt: skip


def forbids_transfer(text: str) -> bool:
    """Whether a bio says that its owner's data may not be passed on, or that agencies keep out."""
    return _KEEPS.search(text) is not None
