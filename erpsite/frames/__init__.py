"""Offer the loaded plan as data frames of pandas, for notebooks: `frames = erpsite.frames.load("data")`."""

from erpsite.frames.column import Column
from erpsite.frames.frames import FrameOf, Frames, load

__all__ = ["Column", "FrameOf", "Frames", "load"]
