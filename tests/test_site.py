"""Personal sites: whose page an address is, what is asked, and what is never read as somebody's own."""

import pytest

from crawler.networks.network import Options, Target
from crawler.networks.site import NETWORK
from crawler.networks.site.address import is_hub, key_of
from crawler.networks.site.read import pages_to_ask
from crawler.page import Page
from storage.facts import Block, Claim, Contact, Fact, Profile, Sighting

HOME = b"""<html><body><nav><a href="/om-mig/">Om mig</a> <a href="/kontakt.html">Kontakt</a>
<a href="/kontakt.html?x=1">Kontakt</a><a href="/blogg/">Blogg</a><a href="https://other.example/contact">Contact</a></nav></body></html>"""


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://linktr.ee/Mira.Lind?utm_source=x", "linktr.ee/mira.lind"),
        ("linktr.ee/@miralind/", "linktr.ee/miralind"),
        ("https://www.miralind.example/shop/pens?ref=ig#top", "miralind.example"),
        ("http://mira.carrd.co", "mira.carrd.co"),
        ("https://mira.substack.com/p/letter", "mira.substack.com"),
        ("https://miralind.example:8080/", "miralind.example:8080"),
        ("https://linktr.ee/", None),
        ("https://linktr.ee/login", None),
        ("https://www.amazon.co.uk/shop/mira", None),
        ("https://smile.amazon.de/x", None),
        ("https://bit.ly/3abc", None),
        ("https://docs.google.com/forms/d/1", None),
        ("https://substack.com/@mira", None),
        ("https://wa.me/15005550006", None),
        ("https://user@miralind.example/", None),
        ("javascript:alert(1)", None),
        ("https://192.168.0.1/", None),
        ("https://[::1]/", None),
        ("https://localhost/", None),
        ("https://miralind.example:99999/", None),
        ("ftp://miralind.example/", None),
        ("", None),
    ],
)
def test_whose_page_an_address_is(address: str, key: str | None) -> None:
    assert key_of(address) == key


def test_a_page_that_gathers_links_is_known_by_its_address_alone() -> None:
    assert is_hub("linktr.ee/miralind")
    assert is_hub("mira.carrd.co")
    assert not is_hub("miralind.example")
    assert NETWORK.recognises(Page("https://linktr.ee/miralind", b"<html><body>x</body></html>"))
    saved = b'<html><head><link rel="canonical" href="https://beacons.ai/miralind"></head></html>'
    assert NETWORK.recognises(Page("saved.html", saved))
    assert not NETWORK.recognises(Page("https://miralind.example/", b"<html></html>"))
    assert [fact.handle for fact in NETWORK.read(Page("saved.html", saved)) if isinstance(fact, Profile)] == [
        "beacons.ai/miralind"
    ]


def test_three_requests_at_most_contact_first_and_no_forms() -> None:
    target = Target("site", "site", "tove.example")
    (home,) = NETWORK.ask(target, Options())
    assert (home.url, home.method, home.kind) == ("https://tove.example/", "GET", "api")
    page = Page(home.url, HOME)
    more = NETWORK.follow(target, home, page, NETWORK.read(page), Options())
    assert [ask.url for ask in more] == ["https://tove.example/kontakt.html", "https://tove.example/om-mig/"]
    assert NETWORK.follow(target, more[0], page, [], Options()) == []
    assert pages_to_ask(page, "tove.example", most=1) == ["https://tove.example/kontakt.html"]
    hub = Target("site", "site", "linktr.ee/tove")
    (first,) = NETWORK.ask(hub, Options())
    assert NETWORK.follow(hub, first, Page(first.url, HOME), [], Options()) == []
    assert NETWORK.ask(Target("site", "hashtag", "ink"), Options()) == []


def _read(body: str, url: str = "https://tove.example/") -> list[Fact]:
    return NETWORK.read(Page(url, f"<html><body>{body}</body></html>".encode()))


def _contacts(body: str, url: str = "https://tove.example/") -> list[str]:
    return [fact.value for fact in _read(body, url) if isinstance(fact, Contact)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<a href="mailto:Tove@Tove.example?cc=x@y.example">m</a>', ["tove@tove.example"]),
        ('<a href="mailto:tove%40tove.example">m</a>', ["tove@tove.example"]),
        ('<a href="mailto:">m</a><a href="mailto:?subject=share">s</a>', []),
        ('<a href="tel:+1%20(500)%20555-0006">t</a>', ["+15005550006"]),
        ('<a href="tel:0044 (0)20 7946 0000">t</a>', ["+442079460000"]),
        ('<a href="https://api.whatsapp.com/send?phone=%2B15005550006&text=hi">w</a>', ["https://wa.me/15005550006"]),
        ('<a href="https://wa.me/yournumber">w</a><a href="https://t.me/share/url?url=x">s</a>', []),
        ("<p>I wrote to reader@elsewhere.example</p>", []),
        ("<p>write to hej@tove.example</p>", ["hej@tove.example"]),
        ("<footer>hej@elsewhere.example</footer>", ["hej@elsewhere.example"]),
        ("<footer>you@example.com, x@2x.png, abc@o1.ingest.sentry.io</footer>", []),
        ("<script>var a = 'spy@tove.example'</script><!-- old@tove.example -->", []),
    ],
)
def test_contacts_of_a_page(body: str, found: list[str]) -> None:
    assert _contacts(body) == found


@pytest.mark.parametrize(
    "words",
    [
        "Der Nutzung dieser Daten zur Übersendung von Werbung wird hiermit ausdrücklich widersprochen.",
        "Bitte keine Werbung!",
        "Please do not use this address for marketing or newsletters.",
        "No unsolicited emails.",
        "Pas de démarchage, merci.",
        "No se permite el uso de estos datos con fines comerciales.",
        "È vietato l'uso di questi dati a fini commerciali.",
        "É proibido o uso para publicidade.",
        "Geen acquisitie naar aanleiding van deze gegevens.",
        "Zakaz przesyłania ofert handlowych.",
        "Reklam och erbjudanden undanbedes.",
        "Reklam göndermeyin.",
    ],
)
def test_an_address_that_may_not_be_used_is_not_kept(words: str) -> None:
    assert _contacts(f'<a href="mailto:tove@tove.example">m</a><p>{words}</p>') == []


@pytest.mark.parametrize(
    "words",
    [
        "Join my newsletter. No spam, ever.",
        "We do not use your data for marketing.",
        "I do marketing for small brands; for business email me.",
        "Werbung, weil Markennennung",
        "Anzeige | Werbung",
    ],
)
def test_other_words_about_advertising_forbid_nothing(words: str) -> None:
    assert _contacts(f'<a href="mailto:tove@tove.example">m</a><p>{words}</p>') == ["tove@tove.example"]


def test_a_site_names_its_owners_accounts_not_those_it_writes_about() -> None:
    body = """<main><p>I met <a href="https://www.instagram.com/anders.bakar/">Anders</a></p></main>
    <a href="https://www.facebook.com/sharer/sharer.php?u=https://tove.example">Share on Facebook</a>
    <div class="social-icons"><a href="https://www.instagram.com/tove.bakar/"><svg></svg></a></div>"""
    (profile,) = [fact for fact in _read(body) if isinstance(fact, Profile)]
    assert [link.url for link in profile.links or ()] == ["https://www.instagram.com/tove.bakar/"]


def test_authors_and_reviewers_in_the_markup_are_other_people() -> None:
    body = """<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person","name":"Anders",
    "email":"anders@elsewhere.example","sameAs":"https://www.instagram.com/anders/"}}</script>"""
    assert [fact.fact for fact in _read(body)] == ["profile"]


def test_a_feed_makes_it_a_blog() -> None:
    page = Page(
        "https://tove.example/",
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed/"></head></html>',
    )
    found = [fact for fact in NETWORK.read(page) if isinstance(fact, Sighting)]
    assert [(fact.network, fact.handle) for fact in found] == [("blog", "tove.example")]


def test_the_microformats_of_rel_me() -> None:
    found = [
        fact for fact in _read('<a rel="me nofollow" href="https://ink.example/@tove">M</a>') if isinstance(fact, Claim)
    ]
    assert [(fact.url, fact.how) for fact in found] == [("https://ink.example/@tove", "rel_me")]


@pytest.mark.parametrize(
    "body", [b"<", b"<html", b"<html>" + b"<div>" * 5_000, b"<a href='//[x'>", b"<\xff\xfe>" * 500]
)
def test_broken_pages_are_read_as_far_as_they_go(body: bytes) -> None:
    for fact in NETWORK.read(Page("https://tove.example/", body)):
        assert fact.network == "site"


def test_readiness() -> None:
    assert NETWORK.ready(Options()).ready
    assert not NETWORK.ready(Options(said={"live": "no"})).ready
    assert NETWORK.clean_handle("linktr.ee/Tove") == "linktr.ee/tove"
    with pytest.raises(ValueError, match="nobody's own page"):
        NETWORK.clean_handle("tove")


def test_a_form_with_a_captcha_is_no_wall_before_the_page_that_it_stands_on() -> None:
    script = b'<script src="https://forms.example/recaptcha/api.js"></script>'
    menu = b"".join(b'<a href="/%d">Page %d</a>' % (number, number) for number in range(6))
    words = b"I bake and draw. " * 20
    page = b"<html><head>%s</head><body><nav>%s</nav>%s<a href='mailto:tove@tove.example'>mail</a></body></html>"
    facts = NETWORK.read(Page("https://tove.example/contact", page % (script, menu, words)))
    assert [fact.value for fact in facts if isinstance(fact, Contact)] == ["tove@tove.example"]
    for wall in (
        Page("https://tove.example/", page % (script, b"", words)),
        Page("https://tove.example/", page % (script, menu, words), status=403),
    ):
        (fact,) = NETWORK.read(wall)
        assert isinstance(fact, Block)
        assert fact.kind == "challenge"


@pytest.mark.parametrize(
    ("status", "kind"), [(401, "login_wall"), (403, "refused"), (404, "gone"), (429, "rate_limit"), (503, "error")]
)
def test_statuses_that_refuse(status: int, kind: str) -> None:
    for body in (b"<html><body>no</body></html>", b"no"):
        (fact,) = NETWORK.read(Page("https://tove.example/", body, status=status))
        assert isinstance(fact, Block)
        assert fact.kind == kind


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://liberapay.com/mira", None),
        ("https://keybase.io/mira", None),
        ("https://wiki.example/User:Mira", None),
        ("https://www.uni.example/~mira/", None),
        ("https://forum.example/members/mira.12/", None),
        ("https://photos.example/@mira", None),
        ("https://miralind.example/people", "miralind.example"),
        ("https://buy.stripe.com/x1", None),
        ("https://mira.bandcamp.com/album/nibs", "mira.bandcamp.com"),
        ("https://bandcamp.com/mira", None),
        ("https://mira.micro.blog", "mira.micro.blog"),
        ("https://miralind.example/shop", "miralind.example"),
    ],
)
def test_a_host_of_many_people_is_nobodys_site(address: str, key: str | None) -> None:
    assert key_of(address) == key


CARD = '<p class="h-card"><a class="p-name u-url" href="https://www.miralind.example/">Mira Lind</a></p>'
FRIEND = (
    '<li class="h-card"><a class="p-name u-url" href="https://bo.example/">Bo Nib</a>'
    ' <i class="u-email">bo@bo.example</i></li>'
)
WRITER = FRIEND.replace("h-card", "p-author h-card")
NAMED = "<title>Letters</title>"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (CARD, "Mira Lind"),
        (FRIEND + CARD, "Mira Lind"),
        (FRIEND + FRIEND.replace("Bo", "Odile"), "Letters"),  # whose, nobody can say
        (f'<article class="h-entry">Thanks {FRIEND}</article>', "Letters"),
        (f'<article class="h-entry"><div class="u-in-reply-to h-cite">{FRIEND}</div></article>', "Letters"),
        (f'<article class="h-entry">{FRIEND.replace("h-card", "p-location h-card")}</article>', "Letters"),
        (f'<div class="h-entry"><div class="p-comment h-cite">{WRITER}</div></div>', "Letters"),
        (f'<i class="h-feed"><i class="h-entry">{CARD.replace("h-card", "p-author h-card")}</i></i>', "Mira Lind"),
        ('<div class="h-entry"><b class="p-author h-card"><i class="p-name">Mira</i></b></div>', "Mira"),
        (f'<main class="h-full h-64 p-4"><div class="u-flex">{CARD}</div></main>', "Mira Lind"),
    ],
)  # fmt: skip
def test_whose_card_of_a_page_is_its_owners(body: str, name: str) -> None:
    page = Page("https://miralind.example/", f"<html><head>{NAMED}</head><body>{body}</body></html>".encode())
    facts = NETWORK.read(page)
    assert [fact.display_name for fact in facts if isinstance(fact, Profile)] == [name]
    assert [fact.value for fact in facts if isinstance(fact, Contact)] == []
