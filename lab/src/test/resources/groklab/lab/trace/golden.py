"""Writes golden.trace: blocks as the table in TraceBlock describes them, by another hand.

    python golden.py
"""

import struct
import zlib

LOSSES = [4.625, 4.5, 0.1, float("inf"), -0.0, 5e-324, 1e300, 0.25]


def block(first, losses):
    before, numbers = 0, []
    for loss in losses:
        bits = struct.unpack("<Q", struct.pack("<d", loss))[0]
        numbers.append(struct.pack("<Q", (bits - before) % 2**64))
        before = bits
    planes = b"".join(bytes(n[plane] for n in numbers) for plane in range(8))
    body = zlib.compress(planes, 9)
    return struct.pack("<4sqii", b"LTR1", first, len(losses), len(body)) + body


with open("golden.trace", "wb") as file:
    file.write(block(509, LOSSES[:3]) + block(512, LOSSES[3:]))
