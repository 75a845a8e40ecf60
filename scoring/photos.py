"""How a picture was taken: technical quality and the colours it shares with others. Never who or what is on it.

A picture is shrunk to 480 points first, so that the measures of large and small ones can be held against each other.
Measures and their sources are told in docs/scoring.md.
"""

import base64
import itertools
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import log10, pi, sqrt
from statistics import fmean
from typing import TYPE_CHECKING, Any

from storage.errors import UnreadablePicture

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

MOST_PIXELS = 20_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_MEASURED, _KEPT = 480, 360  # points of the longer side
_LEAST = 8  # of the shorter one
_DARK, _BLOWN = 8, 247  # of 255: beyond them nothing can be made out
_BINS = (4, 8, 8)
_RANGES = ((0, 256), (-64, 64), (-64, 64))


@dataclass(frozen=True)
class Photo:
    """A picture as it is kept, and how it was taken.

    ``jpeg`` a small copy without anything that stood beside the picture; ``sharpness`` the variance of the Laplacian of
    its greys (0–255); ``exposure`` the share of it that is neither black nor blown, 0–1; ``noise`` the standard
    deviation of its grain in greys (Immerkær); ``colourfulness`` after Hasler and Süsstrunk, about 0–110; ``palette``
    the square roots of the shares of its colours (L*a*b*, 4 × 8 × 8), a byte each, as base 64.
    """

    jpeg: bytes
    sharpness: float
    exposure: float
    noise: float
    colourfulness: float
    palette: str


def read_photo(body: bytes) -> Photo:
    """Reads a JPEG, PNG, WebP or GIF (its first image) of at most 20 million points; raises UnreadablePicture."""
    import numpy as np

    image = _decoded(body)
    pixels = np.asarray(image, dtype=np.float64)
    grey = pixels @ np.array([0.299, 0.587, 0.114])
    image.thumbnail((_KEPT, _KEPT))
    copy = BytesIO()
    image.save(copy, "JPEG", quality=80)
    return Photo(
        jpeg=copy.getvalue(),
        sharpness=float(_filtered(grey, ((0, 1, 0), (1, -4, 1), (0, 1, 0))).var()),
        exposure=float(((grey >= _DARK) & (grey <= _BLOWN)).mean()),
        noise=sqrt(pi / 2) / 6 * float(np.abs(_filtered(grey, ((1, -2, 1), (-2, 4, -2), (1, -2, 1)))).mean()),
        colourfulness=_colourfulness(pixels),
        palette=_palette(image),
    )


def _decoded(body: bytes) -> "Image":
    """The picture upright, in RGB, shrunk; nothing of what may stand in the file beside it."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow's own bound is a warning at 89 million
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(body), formats=_FORMATS) as opened:
                if min(opened.size) < _LEAST:
                    raise UnreadablePicture("a picture of a few points shows nothing")
                opened.draft("RGB", (_MEASURED, _MEASURED))
                image = ImageOps.exif_transpose(opened).convert("RGBA")
        image.thumbnail((_MEASURED, _MEASURED))
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    except UnreadablePicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadablePicture(f"a picture of more than {MOST_PIXELS:,} points is not read") from error
    except Exception as error:  # decoders of many formats, each with errors of its own
        raise UnreadablePicture(f"no picture that can be read ({type(error).__name__})") from error


def _filtered(grey: "NDArray[Any]", kernel: tuple[tuple[int, int, int], ...]) -> "NDArray[Any]":
    from scipy.ndimage import correlate

    found: NDArray[Any] = correlate(grey, kernel, mode="nearest")
    return found


def _colourfulness(pixels: "NDArray[Any]") -> float:
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    across, down = red - green, (red + green) / 2 - blue
    return float(sqrt(across.var() + down.var()) + 0.3 * sqrt(across.mean() ** 2 + down.mean() ** 2))


def _palette(image: "Image") -> str:
    import numpy as np
    from PIL import ImageCms

    profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    lab = ImageCms.applyTransform(image, ImageCms.buildTransform(*profiles, "RGB", "LAB"))
    assert lab is not None
    points = np.asarray(lab).reshape(-1, 3)
    # Pillow keeps a and b as signed bytes.
    values = np.column_stack([points[:, 0].astype(float), points[:, 1:].astype(np.int8).astype(float).clip(-64, 63)])
    counts, _ = np.histogramdd(values, bins=_BINS, range=_RANGES)
    roots = np.sqrt(counts.ravel() / counts.sum())
    return base64.b64encode(np.rint(roots * 255).astype(np.uint8).tobytes()).decode()


def consistency_of(palettes: Sequence[str]) -> float | None:
    """How alike the colours of some pictures are: the mean Bhattacharyya affinity of each two, 0–1; of one ``None``."""
    vectors = [base64.b64decode(palette) for palette in palettes]
    if len(vectors) < 2:
        return None
    return fmean(_affinity(one, other) for one, other in itertools.combinations(vectors, 2))


def _affinity(one: bytes, other: bytes) -> float:
    lengths = sum(x * x for x in one) * sum(y * y for y in other)
    return sum(x * y for x, y in zip(one, other, strict=True)) / sqrt(lengths) if lengths else 0.0


def quality_of(sharpness: float, exposure: float, noise: float) -> float:
    """Sharp, well exposed and clean: 0–1. Colours do not count, since black and white is a style."""
    sharp = _line(log10(max(sharpness, 1.0)), 1.3, 3.0)
    exposed = _line(exposure, 0.7, 0.98)
    clean = 1 - _line(noise, 3.0, 15.0)
    return 0.5 * sharp + 0.3 * exposed + 0.2 * clean


def _line(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
