"""A sentence model of a few words, written out byte by byte as ONNX: each word is a direction that the test chooses."""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

_INT64, _FLOAT = 7, 1


def write_model(
    folder: Path, words: Mapping[str, Sequence[float]], *, pooled: bool = False, asks_for: str = ""
) -> Path:
    """A folder with ``model.onnx`` and ``tokenizer.json``: tokens are looked up in a table, unknown ones are 0.

    ``pooled`` gives one vector a text instead of one a token; ``asks_for`` adds an input that no sentence model has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    size = len(next(iter(words.values())))
    table = [[0.0] * size, *map(list, words.values())]
    inputs = ["input_ids", "attention_mask", *([asks_for] if asks_for else [])]
    graph = _nodes(pooled)
    graph += _field(2, b"tiny")
    graph += _field(5, _tensor("table", table))
    graph += b"".join(_field(11, _value(name, _INT64, ["batch", "tokens"])) for name in inputs)
    graph += _field(12, _value("said", _FLOAT, ["batch", *([] if pooled else ["tokens"]), size]))
    model = _number(1, 8) + _field(8, _number(2, 17)) + _field(7, graph)
    (folder / "model.onnx").write_bytes(model)
    vocabulary = {"[UNK]": 0} | {word: place for place, word in enumerate(words, start=1)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _nodes(pooled: bool) -> bytes:
    gather = _field(1, b"table") + _field(1, b"input_ids") + _field(2, b"each" if pooled else b"said")
    nodes = _field(1, gather + _field(4, b"Gather"))
    if pooled:
        axes = _field(1, b"axes") + _number(8, 1) + _number(20, 7)
        keep = _field(1, b"keepdims") + _number(3, 0) + _number(20, 2)
        mean = _field(1, b"each") + _field(2, b"said") + _field(4, b"ReduceMean") + _field(5, axes) + _field(5, keep)
        nodes += _field(1, mean)
    return nodes


def _tensor(name: str, rows: Sequence[Sequence[float]]) -> bytes:
    numbers = [number for row in rows for number in row]
    dims = _number(1, len(rows)) + _number(1, len(rows[0]))
    return dims + _number(2, _FLOAT) + _field(8, name.encode()) + _field(9, struct.pack(f"<{len(numbers)}f", *numbers))


def _value(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    dims = [_number(1, one) if isinstance(one, int) else _field(2, one.encode()) for one in shape]
    tensor = _number(1, kind) + _field(2, b"".join(_field(1, dim) for dim in dims))
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    found = b""
    while value > 0x7F:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])
