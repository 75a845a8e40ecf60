"""Reading text that strangers wrote: hashtags, mentions, rounded counts, HTML. Every pattern is bounded."""

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
NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+|\d{1,15}(?:[.,]\d{1,3})?"
_COUNT = re.compile(rf"({NUMBER})\s{{0,2}}([A-Za-z万億억만мтылсн.]{{0,6}})")
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_LINES = re.compile(r"\n{3,}")

# Rounding suffixes as Instagram and its peers print them, in the languages where they differ.
_SUFFIXES = {
    "k": 1_000, "tsd": 1_000, "m": 1_000_000, "b": 1_000_000_000,
    "tys": 1_000, "mil": 1_000, "rb": 1_000, "jt": 1_000_000, "mln": 1_000_000, "mio": 1_000_000, "mi": 1_000_000,
    "bn": 1_000_000_000, "mrd": 1_000_000_000, "тыс": 1_000, "млн": 1_000_000,
    "万": 10_000, "億": 100_000_000, "만": 10_000, "억": 100_000_000,
}  # fmt: skip


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
    return list(dict.fromkeys(map(str.lower, _MENTION.findall(text[:MAX_TEXT], first))))


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


def rounded_count(text: str) -> tuple[int, int] | None:
    """A count as people print it, and within ± how much it is true: "10.2K" is (10200, 50), "1,234" is (1234, 0).

    Reads 1,234 · 1.234 · 1 234 · 10.2K · 10,2 mil · 1.2m · 3.4万; ``None`` where no count stands.
    A suffix that is unknown is read as a word that follows the number.
    """
    match = _COUNT.search(text.replace("\u200e", "").replace("\u200f", "")[:200])
    if match is None:
        return None
    number, suffix = match.group(1), match.group(2).rstrip(".").lower()
    factor = _SUFFIXES.get(suffix)
    if factor is None:
        digits = re.sub(r"\D", "", number) if re.fullmatch(r"\d{1,3}(?:\D\d{3})+|\d+", number) else None
        if digits is None:  # "12.5 followers" is no count
            return None
        return int(digits), 0
    whole, _, decimals = number.replace(",", ".").partition(".")
    if not whole.isdigit() or not (decimals.isdigit() or not decimals):
        return None
    step = factor // 10 ** len(decimals)
    return int(whole + decimals) * step, max(step // 2, 0)
