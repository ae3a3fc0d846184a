#!/usr/bin/env python3
"""Golden values for the splits of Python and numpy, and for the equations of openai/grok.

    python3 splits.py > splits.json

Needs numpy only; written against Python 3.11 with numpy 1.24 and 2.4, which give the same file.
"""

import itertools
import json
import random

import numpy

P = 97


def rolling(values):
    h = 0
    for value in values:
        h = (31 * h + int(value)) % 1000003
    return h


def summary(order):
    return {"head": order[:10], "last": order[-1], "hash": rolling(order)}


def python_shuffle(seed, n):
    order = list(range(n))
    random.seed(seed)
    random.shuffle(order)
    return {"seed": seed, "n": n, **summary(order)}


def numpy_shuffle(seed, n):
    generator = numpy.random.RandomState(seed)
    order = list(range(n))
    generator.shuffle(order)
    donors = [int(d) for d in generator.choice(order, size=7)]
    return {"seed": seed, "n": n, **summary(order), "donors": donors}


def train_sizes():
    sizes = []
    for n in (10, 45, 100, 9312, 9409, 12769, 14400):
        for percent in range(1, 101):
            f = percent / 100
            sizes.append([n, f, int(f * n), round(n * f)])
    return sizes


def residues(rule):
    return [(x, y, rule(x, y) % P) for x in range(P) for y in range(P)]


def quotients():
    return [(y * c % P, y, c) for c in range(P) for y in range(1, P)]


def field_division(x, y):
    return x * pow(y, -1, P)


def permutations(rule):
    elements = list(itertools.permutations(range(5)))
    return [(a, b, rule(a, b)) for a in elements for b in elements]


def then(*factors):
    """The product that applies the leftmost factor first."""
    return tuple(itertools.accumulate(factors, lambda done, f: tuple(f[i] for i in done)))[-1]


def inverse(a):
    return tuple(sorted(range(5), key=lambda i: a[i]))


EQUATIONS = {
    "add": ("+", lambda: residues(lambda x, y: x + y)),
    "subtract": ("-", lambda: residues(lambda x, y: x - y)),
    "divide": ("/", quotients),
    "divide-or-subtract": (
        "(x._value//y)if(y._value%2==1)else(x-y)_mod_97",
        lambda: residues(lambda x, y: field_division(x, y) if y % 2 else x - y),
    ),
    "sum-of-squares": ("x**2+y**2_mod_97", lambda: residues(lambda x, y: x**2 + y**2)),
    "quadratic": ("x**2+y**2+x*y_mod_97", lambda: residues(lambda x, y: x**2 + y**2 + x * y)),
    "quadratic-plus-x": (
        "x**2+y**2+x*y+x_mod_97",
        lambda: residues(lambda x, y: x**2 + y**2 + x * y + x),
    ),
    "cubic-xy": ("x**3+x*y_mod_97", lambda: residues(lambda x, y: x**3 + x * y)),
    "cubic-xy2-y": ("x**3+x*y**2+y_mod_97", lambda: residues(lambda x, y: x**3 + x * y**2 + y)),
    "multiply": ("*", lambda: residues(lambda x, y: x * y)),
    "square-plus-y": ("**2+", lambda: residues(lambda x, y: x**2 + y)),
    "cube-plus-y": ("**3+", lambda: residues(lambda x, y: x**3 + y)),
    "add-or-multiply": ("+*", lambda: residues(lambda x, y: x * y if x % 2 else x + y)),
    "add-or-subtract": ("+-", lambda: residues(lambda x, y: x - y if x % 2 else x + y)),
    "compose": ("s5", lambda: permutations(lambda a, b: then(a, b))),
    "conjugate": ("s5conj", lambda: permutations(lambda a, b: then(a, b, inverse(a)))),
    "aba": ("s5aba", lambda: permutations(lambda a, b: then(a, b, a))),
}

WORDS = (
    ["<|eos|>", "="]
    + sorted([operator for operator, _ in EQUATIONS.values()] + ["sort", "reverse", "copy"])
    + [str(i) for i in range(P)]
    + ["".join(map(str, a)) for a in itertools.permutations(range(5))]
)
NUMBER = {word: i for i, word in enumerate(WORDS)}


def word(element):
    return str(element) if isinstance(element, int) else "".join(map(str, element))


def encoded(operator, equation):
    x, y, c = map(word, equation)
    return [NUMBER[w] for w in ("<|eos|>", x, operator, y, "=", c, "<|eos|>")]


def openai_split(name, noisy):
    """Tokens of the training equations at 50 %, shuffled by RandomState(0), the first `noisy` with strange answers."""
    operator, equations = EQUATIONS[name]
    shuffled = equations()
    generator = numpy.random.RandomState(seed=0)
    generator.shuffle(shuffled)
    if noisy:
        answers = [shuffled[i][2] for i in generator.choice(len(shuffled), size=noisy)]
        for i, answer in enumerate(answers):
            shuffled[i] = (*shuffled[i][:2], answer)
    trained = [encoded(operator, e) for e in shuffled[: round(len(shuffled) * 0.5)]]
    return {
        "operation": name,
        "noisyLabels": noisy,
        "vocabulary": len(WORDS),
        "trained": len(trained),
        "head": trained[:6],
        "hash": rolling(itertools.chain.from_iterable(trained)),
    }


def main():
    golden = {
        "python": [
            python_shuffle(seed, n)
            for seed in (0, 1, 420, -5, 2**32 - 1, 2**32, 2**40 + 17, 2**63 - 1, -(2**63))
            for n in (2, 10, 12769)
        ],
        "numpy": [
            numpy_shuffle(seed, n)
            for seed in (0, 1, 42, 2**31, 2**32 - 1)
            for n in (1, 2, 10, 9409)
        ],
        "trainSizes": train_sizes(),
        "openai": [openai_split(name, noisy) for name in EQUATIONS for noisy in (0, 5)],
    }
    lines = [
        json.dumps(key) + ": [\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]"
        for key, rows in golden.items()
    ]
    print("{\n" + ",\n".join(lines) + "\n}")


main()
