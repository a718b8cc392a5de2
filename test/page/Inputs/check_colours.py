"""Checks the colours of a style sheet.

check_colours.py STYLE

Contrasts are those of WCAG 2.1; colours as seen without one kind of cones are
those of Machado, Oliveira and Fernandes (2009); distances are CIE 1976.
"""

import itertools
import math
import re
import sys

KINDS = ["local", "parameter", "temporary", "awaiter", "callee", "spill",
         "promise", "bookkeeping", "unknown"]
TEXTS = ["ink", "minor", "link", "bad", "good"]
GROUNDS = ["ground", "raised", "sunk"]
APART = 12
EYES = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((.152286, 1.052583, -.204868), (.114503, .786281, .099216),
               (-.003882, -.048116, 1.051998)),
    "no green": ((.367322, .860646, -.227968), (.280085, .672501, .047413),
                 (-.011820, .042940, .968881)),
    "no blue": ((1.255528, -.076749, -.178779), (-.078411, .930809, .147602),
                (.004733, .691367, .303900)),
}


def linear(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    return [c / 12.92 if c <= .04045 else ((c + .055) / 1.055) ** 2.4
            for c in parts]


def luminance(colour):
    return sum(a * b for a, b in zip((.2126, .7152, .0722), linear(colour)))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + .05) / (dark + .05)


def lab(colour, eyes):
    red, green, blue = (
        min(1, max(0, sum(a * b for a, b in zip(row, linear(colour)))))
        for row in EYES[eyes])
    def scale(value):
        return value ** (1 / 3) if value > .008856 else 7.787 * value + 16 / 116
    x, y, z = (scale(value) for value in (
        (.4124 * red + .3576 * green + .1805 * blue) / .95047,
        .2126 * red + .7152 * green + .0722 * blue,
        (.0193 * red + .1192 * green + .9505 * blue) / 1.08883))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def defects(colours):
    """Gives the pairs of colours that are not apart enough."""
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("ink", ground) for ground in ("mark", "added", "removed")]
    pairs += [("minor", "mark"), ("link", "mark")]
    pairs += [("on-kind", kind) for kind in KINDS]
    pairs += [(f"lines-{number}", "ground") for number in range(8)]
    for one, other in pairs:
        if contrast(colours[one], colours[other]) < 4.5:
            yield f"{one} on {other}"
    for one in ("strong", "live", "dead"):
        if contrast(colours[one], colours["ground"]) < 3:
            yield f"{one} beside the ground"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        style = file.read()
    dark = style.index("@media screen and (prefers-color-scheme: dark)")
    def read(text):
        return dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", text))
    light = read(style[:dark])
    schemes = {"light": light, "dark": {**light, **read(
        style[dark:style.index("* {", dark)])}}
    for name, colours in schemes.items():
        for defect in defects(colours):
            print(f"{name}: {defect}")
        nearest = min(math.dist(lab(colours[one], eyes), lab(colours[other], eyes))
                      for eyes in EYES
                      for one, other in itertools.combinations(KINDS, 2))
        if nearest < APART:
            print(f"{name}: two kinds are only {nearest:.0f} apart")
        elif not list(defects(colours)):
            print(f"{name}: every text at 4.5 and more; kinds at least "
                  f"{int(nearest)} apart")


if __name__ == "__main__":
    main()
