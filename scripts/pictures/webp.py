"""Make WebP of what the browser has drawn: `webp.py still.png still.webp`, or `webp.py folder film.webp`.

A folder has PNGs and `frames.json`, which lists them with how long each is seen.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PIL import Image, ImageChops

# An image that moves for longer than five seconds is to come to an end: nobody can stop it.
PLAYS = 2
LONGEST_MS = 800
# On a busy machine all takes longer than anybody wants to look on.
ALL_MS = 32_000


def main(source: Path, target: Path) -> None:
    """Write the picture, without loss: text stays sharp, and flat colours are small."""
    if source.is_file():
        with Image.open(source) as still:
            still.convert("RGB").save(target, lossless=True, method=6, quality=100)
        return
    frames: list[Image.Image] = []
    times: list[int] = []
    for each in json.loads((source / "frames.json").read_text("utf-8")):
        frame = Image.open(source / each["file"]).convert("RGB")
        if frames and ImageChops.difference(frames[-1], frame).getbbox() is None:
            times[-1] = max(each["ms"], min(times[-1] + each["ms"], LONGEST_MS))
            continue
        frames.append(frame)
        times.append(each["ms"])
    pace = min(1, ALL_MS / sum(times))
    times = [round(each * pace) for each in times]
    first, *others = frames
    first.save(
        target,
        save_all=True,
        append_images=others,
        duration=times,
        loop=PLAYS,
        lossless=True,
        # Nobody goes into the middle of it: each frame is what differs from the one before.
        kmin=9_999,
        kmax=10_000,
        # More effort makes it a few percent smaller, in minutes.
        method=2,
        quality=50,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
