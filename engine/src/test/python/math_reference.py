"""Writes math-reference.csv: values of exp, log, tanh and erf correct to about 106 bits, for the test of DoubleMath.

Usage: python3 math_reference.py > ../resources/groklab/engine/kernel/math-reference.csv (needs mpmath).
A line is function,x,high,low with hexadecimal doubles; high + low is the value.
"""

import random

from mpmath import erf, exp, log, mp, mpf, tanh

mp.dps = 60


def line(name, function, x):
    value = function(mpf(x))
    high = float(value)
    low = float(value - mpf(high))
    print(f"{name},{x.hex()},{high.hex()},{low.hex()}")


def main():
    random.seed(1)
    for i in range(1200):
        line("exp", exp, random.uniform(-707, 709) if i % 2 else random.uniform(-2, 2))
        line("log", log, 10 ** random.uniform(-307, 308) if i % 2 else random.uniform(0.4, 2.2))
        small = 10 ** random.uniform(-12, 0)
        line("tanh", tanh, small if i % 4 == 0 else random.uniform(-3, 3) if i % 4 < 3 else random.uniform(3, 19))
        line("erf", erf, small if i % 4 == 0 else random.uniform(-2.5, 2.5) if i % 4 < 3 else random.uniform(0.9, 5.9))


if __name__ == "__main__":
    main()
