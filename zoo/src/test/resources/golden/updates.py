"""Ten updates of each rule and stage, in float64, by PyTorch's own optimisers where it has them and by
the formulas written out below where it has not. See README.md. Needs torch.

Two problems: a quadratic, and a small network with tanh and a squared error.
"""

import json
import math
import pathlib

import torch

torch.set_default_dtype(torch.float64)
STEPS = 10
RATE = 0.05


def numbers(rows, cols, shift):
    """Numbers that the Java test makes in the same way: no file for them. Squared, for full rank."""
    k = torch.arange(rows * cols, dtype=torch.float64)
    return torch.sin(1.7 * k + 0.37 * k * k + shift).reshape(rows, cols)


class Quadratic:
    """0.5·Σ curvature·(w − target)²"""

    shapes = {"W1": (3, 5), "W2": (5, 3), "b": (1, 4)}

    def __init__(self):
        self.p = {n: (0.8 * numbers(*s, i)).requires_grad_() for i, (n, s) in enumerate(self.shapes.items())}
        self.curvature = {n: 1.5 + numbers(*s, 10 + i) for i, (n, s) in enumerate(self.shapes.items())}
        self.target = {n: numbers(*s, 20 + i) for i, (n, s) in enumerate(self.shapes.items())}

        self.outer_target = {n: numbers(*s, 60 + i) for i, (n, s) in enumerate(self.shapes.items())}

    def loss(self):
        return self.of(self.p, self.target)

    def outer_loss(self, p):
        return self.of(p, self.outer_target)

    def of(self, p, target):
        return sum(0.5 * (self.curvature[n] * (p[n] - target[n]) ** 2).sum() for n in p)


class Network:
    """mean over rows and outputs of (tanh(x·W1 + b1)·W2 + b2 − y)²"""

    shapes = {"W1": (3, 6), "b1": (1, 6), "W2": (6, 2), "b2": (1, 2)}

    def __init__(self):
        self.p = {n: (0.8 * numbers(*s, i)).requires_grad_() for i, (n, s) in enumerate(self.shapes.items())}
        self.x = numbers(8, 3, 30)
        self.y = numbers(8, 2, 40)

    def loss(self):
        return self.of(self.p, self.x, self.y)

    def outer_loss(self, p):
        return self.of(p, numbers(8, 3, 70), numbers(8, 2, 80))

    def of(self, p, x, y):
        out = torch.tanh(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
        return ((out - y) ** 2).mean()


def gradients(problem):
    for w in problem.p.values():
        w.grad = None
    problem.loss().backward()


# --- rules ----------------------------------------------------------------------------------------


def torch_rule(make):
    def rule(problem):
        optimizer = make(list(problem.p.values()))
        return optimizer.step

    return rule


def lion(decay):
    def rule(problem):
        m = {n: torch.zeros_like(w) for n, w in problem.p.items()}

        def step():
            with torch.no_grad():
                for n, w in problem.p.items():
                    direction = torch.sign(0.9 * m[n] + 0.1 * w.grad)
                    w.sub_(RATE * (direction + decay * w))
                    m[n] = 0.99 * m[n] + 0.01 * w.grad

        return step

    return rule


def newton_schulz(x, coefficients, iterations):
    a, b, c = coefficients
    x = x / (torch.linalg.matrix_norm(x) + 1e-7)
    for _ in range(iterations):
        s = x @ x.T
        x = a * x + (b * s + c * s @ s) @ x
    return x


def muon(nesterov, scaled, decay):
    def rule(problem):
        buffer = {n: torch.zeros_like(w) for n, w in problem.p.items()}

        def step():
            with torch.no_grad():
                for n, w in problem.p.items():
                    buffer[n] = 0.95 * buffer[n] + w.grad
                    d = w.grad + 0.95 * buffer[n] if nesterov else buffer[n]
                    o = newton_schulz(d, (3.4445, -4.7750, 2.0315), 5)
                    gamma = math.sqrt(max(1, w.shape[1] / w.shape[0])) if scaled else 1
                    w.sub_(RATE * (gamma * o + decay * w))

        return step

    return rule


# --- stages: functions of the problem, called between gradients and rule ----------------------------


def nothing(problem):
    return lambda: None


def grokfast_ema(problem):
    mean = {}

    def stage():
        for n, w in problem.p.items():
            mean[n] = 0.9 * mean[n] + 0.1 * w.grad if n in mean else w.grad.clone()
            w.grad = w.grad + 2.0 * mean[n]

    return stage


def grokfast_ma(problem):
    queue = {n: [] for n in problem.p}

    def stage():
        for n, w in problem.p.items():
            queue[n].append(w.grad.clone())
            if len(queue[n]) > 4:
                queue[n].pop(0)
            if len(queue[n]) == 4:
                w.grad = w.grad + 5.0 * torch.stack(queue[n]).mean(0)

    return stage


def perpendicular(rescale):
    def make(problem):
        def stage():
            with torch.no_grad():
                for w in problem.p.values():
                    g = w.grad
                    rest = g - ((w * g).sum() / ((w * w).sum() + 1e-30)) * w
                    w.grad = rest * (g.norm() / (rest.norm() + 1e-30)) if rescale else rest

        return stage

    return make


def clip_norm(problem):
    return lambda: torch.nn.utils.clip_grad_norm_(list(problem.p.values()), 0.5)


def clip_value(problem):
    return lambda: torch.nn.utils.clip_grad_value_(list(problem.p.values()), 0.1)


def polar(x):
    u, _, vh = torch.linalg.svd(x, full_matrices=False)
    return u @ vh


def egalitarian(problem):
    def stage():
        with torch.no_grad():
            problem.p["W1"].grad = polar(problem.p["W1"].grad)

    return stage


def nuclear(problem):
    def stage():
        with torch.no_grad():
            w = problem.p["W2"]
            w.grad = w.grad + 0.3 * polar(w)

    return stage


def spectral_entropy(every):
    """0.3 times the mean of −Σ p·ln(p + 1e-10) over the matrices, differentiated by autograd."""

    def make(problem):
        matrices = [w for w in problem.p.values() if min(w.shape) > 1]
        kept = {"step": 0, "slopes": None}

        def stage():
            if kept["step"] % every == 0:
                total = 0
                for w in matrices:
                    s = torch.linalg.svdvals(w)
                    p = s / s.sum()
                    total = total - (p * torch.log(p + 1e-10)).sum()
                kept["slopes"] = torch.autograd.grad(0.3 * total / len(matrices), matrices)
            kept["step"] += 1
            for w, slope in zip(matrices, kept["slopes"]):
                w.grad = w.grad + slope

        return stage

    return make


def normalised(problem):
    def stage():
        length = torch.sqrt(sum((w.grad**2).sum() for w in problem.p.values()))
        for w in problem.p.values():
            w.grad = 0.7 * w.grad / length

    return stage


def neural_gradient(problem):
    """arXiv 2504.17243 as it stands, with a softmax over all entries; autograd goes through the step that
    is tried. An output bias would cancel in the softmax."""
    hidden, norm, every, inner_rate = 6, 0.7, 2, 0.05
    phi = numbers(1, 3 * hidden, 50).flatten().requires_grad_()
    adam = torch.optim.Adam([phi], 0.1)
    count = [0]

    def transformed(g):
        w, b, v = phi[:hidden], phi[hidden : 2 * hidden], phi[2 * hidden :]
        u = torch.softmax(torch.relu(g[:, None] * w + b) @ v, 0) * g
        return norm * u / u.norm()

    def split(flat):
        out, at = {}, 0
        for n, w in problem.p.items():
            out[n] = flat[at : at + w.numel()].reshape(w.shape)
            at += w.numel()
        return out

    def stage():
        g = torch.cat([w.grad.flatten() for w in problem.p.values()])
        count[0] += 1
        if count[0] % every == 0:
            step = split(transformed(g))
            adam.zero_grad()
            problem.outer_loss({n: w.detach() - inner_rate * step[n] for n, w in problem.p.items()}).backward()
            adam.step()
        for n, part in split(transformed(g).detach()).items():
            problem.p[n].grad = part.clone()

    return stage


def lasso(problem):
    def stage():
        with torch.no_grad():
            for w in problem.p.values():
                w.grad = w.grad + 0.01 * torch.sign(w)

    return stage


def sharpness_aware(problem):
    def stage():
        with torch.no_grad():
            length = torch.sqrt(sum((w.grad**2).sum() for w in problem.p.values()))
            here = {n: w.clone() for n, w in problem.p.items()}
            for w in problem.p.values():
                w.add_(w.grad * (0.05 / (length + 1e-12)))
        gradients(problem)
        with torch.no_grad():
            for n, w in problem.p.items():
                w.copy_(here[n])

    return stage


# --- projections, after the rule --------------------------------------------------------------------


def held(of_all, clamp, norm):
    def make(problem):
        def length(ws):
            return torch.sqrt(sum((w**2).sum() for w in ws))

        wholes = [list(problem.p.values())] if of_all else [[w] for w in problem.p.values()]
        targets = [norm if norm else length(ws).item() for ws in wholes]

        def project():
            with torch.no_grad():
                for ws, target in zip(wholes, targets):
                    factor = target / length(ws)
                    factor = torch.clamp(factor, max=1.0) if clamp else factor
                    for w in ws:
                        w.mul_(factor)

        return project

    return make


O = torch.optim
SGD = torch_rule(lambda p: O.SGD(p, RATE))
CASES = {
    "sgd": (SGD, nothing, nothing),
    "sgd-coupled": (torch_rule(lambda p: O.SGD(p, RATE, weight_decay=0.3)), nothing, nothing),
    "momentum": (torch_rule(lambda p: O.SGD(p, RATE, momentum=0.9)), nothing, nothing),
    "nesterov": (torch_rule(lambda p: O.SGD(p, RATE, momentum=0.9, nesterov=True, weight_decay=0.3)), nothing, nothing),
    "rmsprop": (torch_rule(lambda p: O.RMSprop(p, RATE, alpha=0.9, weight_decay=0.3)), nothing, nothing),
    "adam": (torch_rule(lambda p: O.Adam(p, RATE, betas=(0.9, 0.98), weight_decay=0.3)), nothing, nothing),
    "adamw": (torch_rule(lambda p: O.AdamW(p, RATE, betas=(0.9, 0.98), weight_decay=0.3)), nothing, nothing),
    "lion": (lion(0.3), nothing, nothing),
    "muon": (muon(False, True, 0.3), nothing, nothing),
    "muon-nesterov": (muon(True, False, 0.0), nothing, nothing),
    "grokfast-ema": (SGD, grokfast_ema, nothing),
    "grokfast-ma": (SGD, grokfast_ma, nothing),
    "perpendicular": (SGD, perpendicular(True), nothing),
    "perpendicular-plain": (SGD, perpendicular(False), nothing),
    "clip-norm": (SGD, clip_norm, nothing),
    "clip-value": (SGD, clip_value, nothing),
    "egalitarian": (SGD, egalitarian, nothing),
    "nuclear": (SGD, nuclear, nothing),
    "spectral-entropy": (SGD, spectral_entropy(1), nothing),
    "spectral-entropy-4": (SGD, spectral_entropy(4), nothing),
    "neural-gradient": (SGD, neural_gradient, nothing),
    "normalised": (SGD, normalised, nothing),
    "lasso": (SGD, lasso, nothing),
    "sharpness-aware": (SGD, sharpness_aware, nothing),
    "hold-all": (SGD, nothing, held(True, False, 0)),
    "hold-each": (SGD, nothing, held(False, False, 1.5)),
    "clamp-all": (SGD, nothing, held(True, True, 2.0)),
    "grokfast-adamw": (
        torch_rule(lambda p: O.AdamW(p, RATE, betas=(0.9, 0.98), weight_decay=0.3)),
        grokfast_ema,
        held(True, True, 2.0),
    ),
}


def trace(make, case):
    problem = make()
    rule, before, after = (part(problem) for part in case)
    losses = []
    for _ in range(STEPS):
        gradients(problem)
        losses.append(problem.loss().item())
        before()
        rule()
        after()
    return {"losses": losses, **{n: w.detach().flatten().tolist() for n, w in problem.p.items()}}


if __name__ == "__main__":
    out = {
        problem.__name__.lower(): {name: trace(problem, case) for name, case in CASES.items()}
        for problem in (Quadratic, Network)
    }
    file = pathlib.Path(__file__).with_name("updates.json")
    file.write_text(json.dumps(out, indent=1) + "\n")
    print(f"{file}: torch {torch.__version__}, {len(CASES)} cases, {STEPS} steps")
