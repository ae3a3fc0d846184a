# What the two directions of largest margin answer on groklab's task sign-majority: by sum of squares (a support vector
# machine) and by sum of absolute values (a linear program). numpy, scipy, scikit-learn.
#   python margins.py
import math

import numpy as np
from scipy.optimize import linprog
from sklearn.svm import SVC

UNSEEN = 2000


def draw(random, examples, signs, relevant, lead):
    agree = np.arange(relevant + 1)
    log_weight = np.array([math.lgamma(relevant + 1) - math.lgamma(m + 1) - math.lgamma(relevant - m + 1) for m in agree])
    log_weight[2 * agree - relevant < lead] = -np.inf
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    label = random.choice([-1, 1], examples)
    x = random.choice([-1.0, 1.0], (examples, signs))
    for e in range(examples):
        part = -np.ones(relevant)
        part[random.choice(relevant, random.choice(agree, p=weight), replace=False)] = 1
        x[e, :relevant] = part * label[e]
    return x, label


def by_squares(x, label):
    return SVC(kernel="linear", C=1e8).fit(x, label).coef_[0]


def by_absolute_values(x, label):
    a = -(label[:, None] * x)
    found = linprog(np.ones(2 * x.shape[1]), A_ub=np.hstack([a, -a]), b_ub=-np.ones(len(x)), bounds=(0, None))
    return found.x[: x.shape[1]] - found.x[x.shape[1] :]


for signs, examples, relevant, lead in [(500, 100, 3, 1), (500, 50, 499, 67)]:
    for seed in range(3):
        x, label = draw(np.random.default_rng(seed), examples + UNSEEN, signs, relevant, lead)
        right = [
            np.mean(np.sign(x[examples:] @ find(x[:examples], label[:examples])) == label[examples:])
            for find in (by_squares, by_absolute_values)
        ]
        print(f"{relevant} of {signs} signs, lead {lead}, {examples} examples, seed {seed}: squares {right[0]:.3f}, "
              f"absolute values {right[1]:.3f}")
