"""Reading HTML as browsers do: whatever stands there, no error comes of it."""

from html.parser import HTMLParser


class HtmlReader(HTMLParser):
    """The standard library's reader, but ``<![ x>`` is a comment, as the HTML standard says, and no AssertionError."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Every marked section ends at the next ``>``; CDATA is known in XML only."""
        return self.parse_bogus_comment(i, report)
