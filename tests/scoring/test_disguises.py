"""Addresses as people disguise them from machines, and what looks like one and is none."""

import pytest

from scoring.contacts.in_text import emails_in

ADDRESSES = {
    "문의: dana골뱅이mail쩜example": "dana@mail.example",
    "почта ira собака posta точка example": "ira@posta.example",
    "tobi dot beats at rosalind dot example": "tobi.beats@rosalind.example",
    "solrespira @ correo . example": "solrespira@correo.example",
    "envoie ta démo : demo @ lacave .example": "demo@lacave.example",
    "PR: daifuku☆shiba.example（☆→@）": "daifuku@shiba.example",
    "mofu(あっと)ami.example": "mofu@ami.example",
    "collab: musafir at the rate posta dot example": "musafir@posta.example",
    "お仕事はmomo@posta.exampleまで": "momo@posta.example",
    "문의 mina@posta.example로": "mina@posta.example",
    "𝗲𝗹𝗹𝗮@𝗰𝗿𝘂𝗺𝗯.𝗲𝘅𝗮𝗺𝗽𝗹𝗲": "ella@crumb.example",
    "ｅｌｌａ＠ｃｒｕｍｂ．ｅｘａｍｐｌｅ": "ella@crumb.example",
    "ella_at_crumb_dot_example": "ella@crumb.example",
    "ellaATcrumbDOTexample": "ella@crumb.example",
    "Mail: ella @ crumb.example": "ella@crumb.example",
    "📩 ella@ crumb.example": "ella@crumb.example",
    "ella [at] crumb [dot] example": "ella@crumb.example",
    "ella{at}crumb{dot}example": "ella@crumb.example",
    "lena ät posta punkt example": "lena@posta.example",
    "nina małpa posta kropka example": "nina@posta.example",
    "ira собака posta точка example": "ira@posta.example",
    "mona (آت) posta.example": "mona@posta.example",
    "mona [ات] posta [نقطة] example": "mona@posta.example",
    "jan apenstaartje posta punt example": "jan@posta.example",
    "giada chiocciola posta.example": "giada@posta.example",
    "duda (arroba) torta.example": "duda@torta.example",
    "min 골뱅이 posta 점 example": "min@posta.example",
    "min(골뱅이)posta.example": "min@posta.example",
    "dilek et posta nokta example": "dilek@posta.example",
    "priya एट posta डॉट example": "priya@posta.example",
    "renée@posta.example": "renée@posta.example",
    "ella@crumb.example.": "ella@crumb.example",
    "💌@ella.crumbs@gmail.com": "ella.crumbs@gmail.com",
    "cp : 0812 /ella.crumbs@gmail.com": "ella.crumbs@gmail.com",
    "ella.crumbs@gmail.comInstagram: ella": "ella.crumbs@gmail.com",
    "ᴇʟʟᴀ@ᴄʀᴜᴍʙ.ᴇxᴀᴍᴘʟᴇ": "ella@crumb.example",
    "✉️ella@crumb.example": "ella@crumb.example",
    "contact:ella@crumb.example|shop": "ella@crumb.example",
    "للتعاون:mona@posta.example": "mona@posta.example",
    "ella.crumb+pr@sub.crumb.example": "ella.crumb+pr@sub.crumb.example",
    "ella（at）crumb.example": "ella@crumb.example",
    "ella＠crumb.example": "ella@crumb.example",
    "Ella@Crumb.Example 💌": "ella@crumb.example",
    "ella(@)crumb.example": "ella@crumb.example",
    "ella [a] crumb.example": "ella@crumb.example",
    "ella point lit chez crumb point example": "ella.lit@crumb.example",
    "lena bei posta punkt example": "lena@posta.example",
    "ella at crumb dot example": "ella@crumb.example",
    "gabi @ marmita ponto example": "gabi@marmita.example",
    "hilde [apestaart] blaast [punt] example": "hilde@blaast.example",
    "tasya a(t) posta d(o)t example": "tasya@posta.example",
    "x\nhrush @ posta.example": "hrush@posta.example",
    "ehon🍀posta.example（🍀を@に変えて）": "ehon@posta.example",
    "hyang 골뱅이 posta 쩜 example": "hyang@posta.example",
    "tair (آت) posta (دوت) example": "tair@posta.example",
    "email my manager at quill dot example": "manager@quill.example",
}
NONE = [
    "chess (ella@mastodon.example)",
    "fedi ella@pixelfed.example",
    "🐘 @ella@mstdn.example",
    "see you @ 8",
    "me @ the gym",
    "founder @ acme.example",
    "CEO @acme.example",
    "photos by @sis.ter",
    "name@",
    "live @ 20:30",
    "@my.brand",
    "find me at shop dot example",
    "look at my new.example site",
    "read more at blog.example",
    "dm @ella.crumb for prices",
    "Tag @a.b.c to be featured",
    "x@y",
    "ella@crumb",
    "5@7 à Montréal",
    "h@ppy.vibes",
    "l@s.chic@s",
    "lifestyle_at_home.example",
    "size 8*at*home.example photos",
    "we meet at cafe dot example",
    "Software engineer at quill dot example, knits at night",
    "bookatnoon.example",
    "catATnight",
    "Works at Acme. Example girl",
    "chic@s bonit@s",
    "$5 @ market . come",
    "open @ 9 . closed",
    "live @ twitch . tv/ella",
]


@pytest.mark.parametrize(("text", "address"), ADDRESSES.items())
def test_an_address_is_read(text: str, address: str) -> None:
    assert emails_in(text) == [address]


@pytest.mark.parametrize("text", NONE)
def test_no_address_is_made_up(text: str) -> None:
    assert emails_in(text) == []


@pytest.mark.parametrize(
    ("bio", "emails"),
    [
        ("XMPP: mira@chat.example", []),
        ("jabber mira@chat.example | mail mira@ink.example", ["mira@ink.example"]),
        ("Email/XMPP: mira@ink.example", ["mira@ink.example"]),
        ("e-mail and jabber: mira@ink.example", ["mira@ink.example"]),
        ("gossip: mira@ink.example", ["mira@ink.example"]),
    ],
)
def test_where_somebody_is_found_in_a_chat_is_no_email(bio: str, emails: list[str]) -> None:
    assert emails_in(bio) == emails
