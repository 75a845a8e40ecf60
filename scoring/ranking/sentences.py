"""A sentence model of the user's own (MiniLM and its like), as ONNX: near vectors stand for texts about like things.

Nothing of it is needed by default and nothing of it is imported before a model is named. It needs the extra
``nanoscout[minilm]`` and a folder with ``model.onnx`` (or ``onnx/model.onnx``) and ``tokenizer.json``, as such models
are published: all-MiniLM-L6-v2 for English, paraphrase-multilingual-MiniLM-L12-v2 for fifty languages.
"""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from storage.errors import BadSettings

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MOST_TOKENS = 64  # of one text; a brief's word has three
Vectors = NDArray[np.float64]

_MODEL_FILES = ("model.onnx", "onnx/model.onnx")
_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})


class SentenceModel:
    """A model and its tokenizer, read from a folder. Texts are read one at a time and on one thread: a quantised model
    gives a text other digits beside other texts, and a ranking must come out the same to the byte."""

    def __init__(self, name: str, session: "InferenceSession", tokenizer: "Tokenizer") -> None:
        self.name = name
        self._session, self._tokenizer = session, tokenizer
        self._takes = [put.name for put in session.get_inputs()]
        self._known: dict[str, Vectors] = {}

    def vectors_of(self, texts: Iterable[str]) -> Vectors:
        """A row of length 1 for each text; the mean of what the model says of its tokens."""
        rows = []
        for text in texts:
            if text not in self._known:
                self._known[text] = self._vector_of(text)
            rows.append(self._known[text])
        return np.array(rows)

    def _vector_of(self, text: str) -> Vectors:
        tokens = np.array([self._tokenizer.encode(text).ids or [0]], dtype=np.int64)
        known = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        said: Any = self._session.run(None, {name: known[name] for name in self._takes})[0]
        vector: Vectors = np.asarray(said, dtype=np.float64)[0]
        if vector.ndim == 2:
            vector = vector.mean(axis=0)
        return vector / max(float(np.linalg.norm(vector)), 1e-12)


@lru_cache(maxsize=2)
def load_model(folder: Path) -> SentenceModel:
    """The model in a folder; raises BadSettings where the extra or a file is missing or cannot be used."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError:
        raise BadSettings(
            "a model is set, but the extra that runs it is missing: pip install 'nanoscout[minilm]', or take the model "
            "out of the settings"
        ) from None
    file = next((folder / name for name in _MODEL_FILES if (folder / name).is_file()), None)
    words = folder / "tokenizer.json"
    if file is None or not words.is_file():
        missing = "model.onnx" if file is None else "tokenizer.json"
        raise BadSettings(f"{folder}: there is no {missing}; a model's folder holds model.onnx and tokenizer.json")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(words))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
    except Exception as error:  # both raise plain exceptions of their own makers
        first = str(error).partition("\n")[0][:150]
        raise BadSettings(f"{folder}: the model cannot be read ({first}); fetch its files again") from None
    if unknown := {put.name for put in session.get_inputs()} - _INPUTS:
        raise BadSettings(f"{folder}: the model asks for {', '.join(sorted(unknown))}; it is no model of sentences")
    return SentenceModel(_name_of(file), session, tokenizer)


def _name_of(file: Path) -> str:
    """Eight hex digits of the model's file: what a ranking that used it is known by."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()[:8]
