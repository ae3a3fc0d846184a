"""Losses of classes with their gradients in float64, by PyTorch: its own functions where it has them,
automatic differentiation of the formula where it has not (StableMax). See README.md. Needs torch.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
ROWS, CLASSES = 5, 7
TARGETS = torch.tensor([0, 3, 6, 3, 1])


def outputs():
    k = torch.arange(ROWS * CLASSES, dtype=torch.float64)
    return (3 * torch.sin(1.7 * k + 0.37 * k * k)).reshape(ROWS, CLASSES).requires_grad_()


def stablemax(z):
    s = torch.where(z >= 0, z + 1, 1 / (1 - torch.clamp(z, max=0)))
    return -torch.log(s / s.sum(1, keepdim=True)).gather(1, TARGETS[:, None])[:, 0]


def muted(z):
    right = F.one_hot(TARGETS, CLASSES).bool()
    return F.cross_entropy(torch.where(right, z.detach(), z), TARGETS, reduction="none")


CASES = {
    "softmax": lambda z: F.cross_entropy(z, TARGETS, reduction="none"),
    "softmax_less_one": lambda z: F.cross_entropy(z, TARGETS, reduction="none"),
    "softmax_muted": muted,
    "stablemax": stablemax,
    "hinge": lambda z: F.multi_margin_loss(z, TARGETS, reduction="none"),
    "logistic": lambda z: F.binary_cross_entropy_with_logits(
        z, F.one_hot(TARGETS, CLASSES).double(), reduction="none"
    ).mean(1),
}

SMALL = {"W1": (3, 6), "b1": (1, 6), "W2": (6, CLASSES), "b2": (1, CLASSES)}


def numbers(rows, cols, shift):
    k = torch.arange(rows * cols, dtype=torch.float64)
    return torch.sin(1.7 * k + 0.37 * k * k + shift).reshape(rows, cols)


def ten_steps(loss):
    """Weights of a small network with tanh after ten steps of gradient descent on the mean over the rows."""
    p = {n: (0.8 * numbers(*s, i)).requires_grad_() for i, (n, s) in enumerate(SMALL.items())}
    x = numbers(ROWS, 3, 30)
    sgd = torch.optim.SGD(p.values(), 0.5)
    for _ in range(10):
        sgd.zero_grad()
        loss(torch.tanh(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]).mean().backward()
        sgd.step()
    return {n: w.detach().flatten().tolist() for n, w in p.items()}


def smoothed(z):
    return F.cross_entropy(z, TARGETS, reduction="none", label_smoothing=0.1)


def squares(z):
    return ((z - F.one_hot(TARGETS, CLASSES)) ** 2).mean(1)


def collapse():
    """Loss and gradient where the right class leads over six equal rivals, in the precision itself."""
    cases = {}
    for name, dtype, leads in [
        ("float32", torch.float32, [0.5, 4.0, 12.0, 16.0, 18.0, 19.5, 30.0]),
        ("float64", torch.float64, [0.5, 4.0, 12.0, 30.0, 36.0, 39.5, 60.0]),
    ]:
        z = torch.zeros(len(leads), CLASSES, dtype=dtype)
        z[:, 2] = torch.tensor(leads, dtype=dtype)
        z.requires_grad_()
        rows = F.cross_entropy(z, torch.full((len(leads),), 2), reduction="none")
        rows.sum().backward()
        cases[name] = {
            "leads": leads,
            "losses": rows.tolist(),
            "own": z.grad[:, 2].tolist(),
            "other": z.grad[:, 0].tolist(),
        }
    return cases


if __name__ == "__main__":
    out = {}
    for name, loss in CASES.items():
        z = outputs()
        rows = loss(z)
        (rows * torch.arange(1.0, ROWS + 1)).sum().backward()
        out[name] = {"losses": rows.tolist(), "gradient": z.grad.flatten().tolist()}
    out["smoothed"] = {"losses": smoothed(outputs()).tolist()}
    cases = CASES | {"smoothed": smoothed, "squares": squares}
    out["tenSteps"] = {name: ten_steps(loss) for name, loss in cases.items()}
    out["collapse"] = collapse()
    file = pathlib.Path(__file__).with_name("losses.json")
    file.write_text(json.dumps(out, indent=1) + "\n")
    print(f"{file}: torch {torch.__version__}")
