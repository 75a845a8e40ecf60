"""What the pictures of an account's posts tell in numbers: how well they are taken, and how alike in colours."""

from collections.abc import Sequence
from statistics import fmean

from scoring.photos import consistency_of, quality_of
from storage.pictures import OF_ACCOUNT, Kept


def photo_columns(pictures: Sequence[Kept]) -> dict[str, int | float | None]:
    """``photos_n`` pictures of posts that were kept, their mean quality and consistency (0–1; null without any, or of
    one) and their mean colourfulness."""
    taken = [picture for picture in pictures if picture.key != OF_ACCOUNT]
    return {
        "photos_n": len(taken),
        "photo_quality": fmean(quality_of(p.sharpness, p.exposure, p.noise) for p in taken) if taken else None,
        "photo_consistency": consistency_of([picture.palette for picture in taken]),
        "photo_colourfulness": fmean(picture.colourfulness for picture in taken) if taken else None,
    }
