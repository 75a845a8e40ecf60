"""Tables that are made once and stay."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def without_collecting(build: Callable[_P, _T]) -> Callable[_P, _T]:
    """``build`` without looking for garbage meanwhile: all of a large table stays, and the collector, which goes
    through everything there is again and again, takes as long as making it. Nor is it looked through afterwards: the
    first collection would take as long once more."""

    @wraps(build)
    def built(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        if not gc.isenabled():
            return build(*args, **kwargs)
        gc.disable()
        try:
            return build(*args, **kwargs)
        finally:
            gc.freeze()
            gc.enable()

    return built
