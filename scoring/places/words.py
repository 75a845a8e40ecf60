"""The words of a text as they are held against names of places: folded, with what was written large and where pieces
end."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scoring.lexicon import fold_text, tokens_of
from scoring.lexicon.scripts import plain_letters
from scoring.places.telling import Clause


class Word(NamedTuple):
    """A word of a text as it is compared; whether it was written with a capital (where its script has none: always);
    the number of the piece of the text that it stands in, and that of the clause; and whether it is the French "à"."""

    folded: str
    capital: bool
    piece: int
    clause: int
    grave: bool = False


def words_of(clauses: Iterable[Clause]) -> Iterator[Word]:
    """The words of clauses in order, without @names; a tag's without its #."""
    number = 0
    for index, clause in enumerate(clauses):
        number += 1
        tokens = [token.lstrip("#") for token in tokens_of(fold_text(clause.text)) if token[0] != "@"]
        cased = tokens_of(plain_letters(clause.text))
        cased = [token.lstrip("#") for token in cased if token[0] != "@"]
        if len(cased) != len(tokens):
            cased = tokens
        for token, written in zip(tokens, cased, strict=True):
            number += not token[0].isalnum()  # an emoji parts as a stroke does
            yield Word(token, not written[0].islower(), number, index, written == "à")


def is_alone(words: list[Word], begin: int, length: int) -> bool:
    """Whether nothing else stands in the piece of the text that a name stands in, but a pin before it."""
    piece = words[begin].piece
    before = words[begin - 1] if begin else None
    after = words[begin + length] if begin + length < len(words) else None
    within = words[begin + length - 1].piece == piece
    return (
        within
        and (before is None or before.piece != piece or not before.folded[0].isalnum())
        and (after is None or after.piece != piece)
    )
