"""Forty steps of Wang-Landau molecular dynamics without noise, in float64, written out with numpy's
arrays and torch's gradients. See README.md. Needs torch and numpy.

Friction is 0 and all velocities begin as 0, so that nothing is random; the weights are reflected at
a bound, and the range of losses is so narrow that walls are met; both are checked.
"""

import json
import math
import pathlib

import numpy
import torch
from updates import Network, Quadratic, gradients

STEPS = 40
RATE, KT, WALL, HEIGHT, PEAK, BUMP = 0.05, 0.7, 30.0, 2.0, 10, 1.5


class Entropy:
    def __init__(self, low, high, bins):
        self.low, self.high, self.bins = low, high, bins
        self.width = (high - low) / bins
        self.s = numpy.zeros(bins)

    def slope(self, x):
        """Of the line between the two nearest centres; 0 beyond the outermost; and of the walls."""
        centres = self.low + (numpy.arange(self.bins) + 0.5) * self.width
        within = 0.0
        if centres[0] <= x <= centres[-1]:
            i = min(int(numpy.searchsorted(centres, x, side="right")) - 1, self.bins - 2)
            within = (self.s[i + 1] - self.s[i]) / self.width
        beyond = x - self.high if x > self.high else x - self.low if x < self.low else 0.0
        return within + 2 * WALL * beyond

    def raised(self, x, height):
        if not self.low <= x <= self.high:
            return
        at = min(int((x - self.low) / self.width), self.bins - 1)
        reach = math.ceil(4 * BUMP)
        for d in range(-reach, reach + 1):
            bin = at + d
            while not 0 <= bin < self.bins:  # mirrored at the ends, as often as need be
                bin = -1 - bin if bin < 0 else 2 * self.bins - 1 - bin
            self.s[bin] += height * math.exp(-0.5 * (d / BUMP) ** 2)


def trace(make, low, high, bound):
    problem = make()
    entropy = Entropy(low, high, 12)
    v = {n: numpy.zeros(w.shape) for n, w in problem.p.items()}
    reflected = walls = inside = 0
    for t in range(STEPS):
        gradients(problem)
        loss = problem.loss().item()
        x = math.log(loss)
        slope = entropy.slope(x)
        walls += not low <= x <= high
        inside += low <= x <= high
        entropy.raised(x, HEIGHT * min((t + 1) / PEAK, PEAK / (t + 1)))
        for n, w in problem.p.items():
            v[n] = v[n] - KT * slope / loss * w.grad.numpy() * RATE
            moved = w.detach().numpy() + v[n] * RATE
            outside = numpy.abs(moved) > bound
            moved[outside] = (2 * bound * numpy.sign(moved) - moved)[outside]
            v[n][outside] *= -1
            reflected += int(outside.sum())
            with torch.no_grad():
                w.copy_(torch.from_numpy(moved))
    print(make.__name__, "reflected", reflected, "beyond a wall", walls, "inside", inside)
    assert reflected and walls and inside
    return {"entropy": entropy.s.tolist(), "weights": {n: w.detach().flatten().tolist() for n, w in problem.p.items()}}


if __name__ == "__main__":
    out = {"quadratic": trace(Quadratic, 1.5, 3.0, 0.9), "network": trace(Network, -0.6, 0.1, 0.78)}
    file = pathlib.Path(__file__).with_name("wang-landau.json")
    file.write_text(json.dumps(out, indent=1) + "\n")
    print(f"{file}: torch {torch.__version__}, numpy {numpy.__version__}, {STEPS} steps")
