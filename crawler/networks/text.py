"""Reading text that strangers wrote: hashtags, mentions, HTML. Every pattern is bounded."""

import re
from html import unescape

from crawler.networks.markup import HtmlReader

MAX_TEXT = 64_000  # a caption has 2,200 characters and a bio 150; what is longer is an attack or an article

# \w leaves out the vowel signs of the Indic and Thai scripts, and the joiners that emoji-free Persian needs.
_TAG_CHARS = (
    r"\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0e3a\u0e40-\u0e4e\u0e50-\u0fff\u200c\u200d"
)
# The sign stands first and what must not precede it is looked at afterwards: so the search skips from sign to sign.
_HASHTAGS = re.compile(rf"#(?<![\w&/].)([{_TAG_CHARS}]{{1,100}}(?:#[{_TAG_CHARS}]{{1,100}}){{0,60}})")
_MENTION = re.compile(r"@(?<![\w.@/]@)([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)(?![\w@])")
# "mira @gmail.com" is an address with a space in it, and nobody of that name.
_MAIL_HOSTS = frozenset({
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.fr", "hotmail.it", "hotmail.es", "hotmail.co.uk",
    "outlook.com", "outlook.de", "live.com", "yahoo.com", "yahoo.fr", "yahoo.it", "yahoo.es", "yahoo.de",
    "yahoo.co.uk", "yahoo.com.br", "yahoo.co.jp", "icloud.com", "me.com", "gmx.de", "gmx.net", "gmx.at", "web.de",
    "t-online.de", "proton.me", "protonmail.com", "naver.com", "daum.net", "hanmail.net", "mail.ru", "yandex.ru",
    "bk.ru", "qq.com", "163.com", "libero.it", "wp.pl", "o2.pl", "interia.pl", "orange.fr", "laposte.net",
    "free.fr", "uol.com.br", "bol.com.br",
})  # fmt: skip
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_LINES = re.compile(r"\n{3,}")


def hashtags_in(text: str) -> list[str]:
    """Hashtags in order of appearance, without #, lower case, each once; digits alone are no hashtag.

    Without spaces between them ("#hair#colour", usual in Chinese) each is one.
    """
    said = text[:MAX_TEXT].replace("\uff03", "#")
    first = said.find("#")
    if first < 0:
        return []
    tags = dict.fromkeys(tag for run in _HASHTAGS.findall(said, first) for tag in run.lower().split("#"))
    return [tag for tag in tags if not tag.isdigit()]


def mentions_in(text: str) -> list[str]:
    """Handles mentioned with @, in order, lower case, each once; an address like a@b.example is no mention."""
    first = text.find("@", 0, MAX_TEXT)
    if first < 0:
        return []
    names = dict.fromkeys(map(str.lower, _MENTION.findall(text[:MAX_TEXT], first)))
    return [name for name in names if name not in _MAIL_HOSTS]


class _Text(HtmlReader):
    _BREAKS = frozenset({"br", "li", "tr", "div", "h1", "h2", "h3", "h4", "blockquote"})
    _SILENT = frozenset({"script", "style", "template", "noscript"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self._SILENT:
            self._silent += 1
        elif tag == "p":
            self.parts.append("\n\n")
        elif tag in self._BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def text_of_html(markup: str) -> str:
    """The text of a fragment of HTML: paragraphs and breaks become lines, scripts vanish, entities are resolved."""
    if "<" not in markup:
        return unescape(markup[:MAX_TEXT]).strip()
    reader = _Text()
    reader.feed(markup[: 4 * MAX_TEXT])
    reader.close()
    lines = "\n".join(line.strip() for line in _SPACES.sub(" ", "".join(reader.parts)).split("\n"))
    return _LINES.sub("\n\n", lines).strip()[:MAX_TEXT]
