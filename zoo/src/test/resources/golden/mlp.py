"""Golden traces of a small multi-layer perceptron: addition mod 31, full batch, ten steps, four variants.

Input: the one-hot vectors of a and b, concatenated (62 numbers, a first). hidden = act(x W0 + b0), 64 wide; output =
hidden W1 + b1, 31 numbers. 30 % of the pairs train: lexicographic list, Python's random.seed(0), shuffle, first
int(0.3 * 961) = 288.

Variants, all from the same initial weights, stored as NAME.float32 / NAME.float64 in after10.*:
  relu-mse, geluTanh-mse: mean squared error to the one-hot answer, mean over examples and classes; SGD with momentum
    0.9, learning rate 1.0, coupled decay 1e-2: g <- g + decay w; v <- g at the first step, then v <- 0.9 v + g;
    w <- w - rate v. No dampening, no Nesterov.
  relu-ce, geluTanh-ce: cross-entropy (log-softmax in float64); Adam, learning rate 1e-2, betas .9 and .98, eps 1e-8,
    coupled decay 1e-2: g <- g + decay w before the moments.
No warm-up. The recorded loss does not contain the decay. gelu-tanh: 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).

Initial weights and biases U(+-1/sqrt(fan_in)) (62 and 64) from torch.manual_seed(0), rounded to half precision.
Names and shapes: layers.0.W [62,64], layers.0.b [64], layers.1.W [64,31], layers.1.b [31]; W is [in, out].
"""

import math
import random
import sys

sys.dont_write_bytecode = True

import numpy as np
import torch
import torch.nn.functional as F

import goldens

P, WIDTH = 31, 64
DECAY = 1e-2
ACTIVATIONS = {"relu": F.relu, "geluTanh": lambda x: F.gelu(x, approximate="tanh")}
NUMPY_ACTIVATIONS = {
    "relu": lambda x: np.maximum(x, 0),
    "geluTanh": lambda x: 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3))),
}


def training_pairs():
    pairs = [(a, b) for a in range(P) for b in range(P)]
    random.seed(0)
    random.shuffle(pairs)
    return pairs[:int(0.3 * len(pairs))]


def initial_weights():
    torch.manual_seed(0)

    def uniform(*shape, fan_in):
        return goldens.half_exact((2 * torch.rand(shape) - 1) / math.sqrt(fan_in))

    return {
        "layers.0.W": uniform(2 * P, WIDTH, fan_in=2 * P),
        "layers.0.b": uniform(WIDTH, fan_in=2 * P),
        "layers.1.W": uniform(WIDTH, P, fan_in=WIDTH),
        "layers.1.b": uniform(P, fan_in=WIDTH),
    }


def output(w, pairs, activation):
    """[n, 31], in the weights' precision."""
    onehot = torch.cat([F.one_hot(pairs[:, 0], P), F.one_hot(pairs[:, 1], P)], dim=1).to(w["layers.0.W"].dtype)
    hidden = ACTIVATIONS[activation](onehot @ w["layers.0.W"] + w["layers.0.b"])
    return hidden @ w["layers.1.W"] + w["layers.1.b"]


def loss_of(w, pairs, targets, activation, loss):
    out = output(w, pairs, activation)
    if loss == "ce":
        return goldens.cross_entropy_double(out, targets)
    return ((out - F.one_hot(targets, P).to(out.dtype)) ** 2).mean()


def numpy_loss(w, pairs, targets, activation, loss):
    """The same loss without torch, in float64: embedding rows instead of a product with one-hot vectors."""
    before = w["layers.0.W"][pairs[:, 0]] + w["layers.0.W"][P + pairs[:, 1]] + w["layers.0.b"]
    out = NUMPY_ACTIVATIONS[activation](before) @ w["layers.1.W"] + w["layers.1.b"]
    if loss == "ce":
        return goldens.cross_entropy_numpy(out, targets)
    total = 0.0
    for row, target in zip(out, targets):
        for j in range(P):
            total += (row[j] - (1.0 if j == target else 0.0)) ** 2
    return total / out.size


def numpy_updates(initial, gradients, loss):
    """Momentum SGD or Adam with coupled decay from the formulas above, fed with recorded gradients."""
    final = {}
    for name, start in initial.items():
        w = start.astype(np.float64)
        m, v, velocity = np.zeros_like(w), np.zeros_like(w), None
        for step, gradient in enumerate(gradients, start=1):
            g = gradient[name] + DECAY * w
            if loss == "mse":
                velocity = g if velocity is None else 0.9 * velocity + g
                w = w - 1.0 * velocity
            else:
                m = 0.9 * m + 0.1 * g
                v = 0.98 * v + 0.02 * g * g
                w = w - 1e-2 * (m / (1 - 0.9 ** step)) / (np.sqrt(v / (1 - 0.98 ** step)) + 1e-8)
        final[name] = w
    return final


def optimizer(loss):
    if loss == "mse":
        return lambda p: torch.optim.SGD(p, lr=1.0, momentum=0.9, weight_decay=DECAY)
    return lambda p: torch.optim.Adam(p, lr=1e-2, betas=(0.9, 0.98), eps=1e-8, weight_decay=DECAY)


def main():
    listed = training_pairs()
    pairs = torch.tensor(listed)
    targets = pairs.sum(dim=1) % P
    initial = initial_weights()
    start = {name: value.numpy().astype(np.float64) for name, value in initial.items()}
    goldens.write_safetensors(goldens.path("mlp", "initial.safetensors"),
                              {name: value.numpy() for name, value in initial.items()}, "F32",
                              {"what": "mlp: initial weights of all four variants"})
    report = {"torch": torch.__version__, "trainPairs": [list(pair) for pair in listed], "variants": {}}
    for activation in ACTIVATIONS:
        for loss in ("mse", "ce"):
            name = f"{activation}-{loss}"
            rate = 1.0 if loss == "mse" else 1e-2

            def run(dtype):
                return goldens.train(initial, dtype, lambda w, _: loss_of(w, pairs, targets, activation, loss),
                                     optimizer(loss), lambda _: rate)

            losses32, _, _, single = run(torch.float32)
            losses64, _, gradients, double = run(torch.float64)

            def independent(w):
                return numpy_loss(w, np.array(listed), targets.numpy(), activation, loss)

            goldens.assert_close(name + " first loss", independent(start), losses64[0], 1e-12)
            goldens.check_gradient(independent, dict(start), gradients[0], seed=1)
            for key, value in numpy_updates(start, gradients, loss).items():
                goldens.assert_close(f"{name} updates of {key}", value, double[key], 0, 1e-13)

            note = {"what": f"mlp {name}: weights after 10 updates"}
            goldens.write_safetensors(goldens.path("mlp", name + ".after10.float32.safetensors"), single, "F32", note)
            goldens.write_safetensors(goldens.path("mlp", name + ".after10.float64.safetensors"), double, "F64", note)
            goldens.write_safetensors(goldens.path("mlp", name + ".gradient0.safetensors"), gradients[0], "F64",
                                      {"what": f"mlp {name}: gradient of the loss (no decay) at the initial weights"})
            table = goldens.noise(single, double, gradients)
            report["variants"][name] = {"float32": losses32, "float64": losses64, "noise": table}
            print("mlp", name, "losses", losses64[0], "...", losses64[-1],
                  "largest relative loss difference", max(abs(a / b - 1) for a, b in zip(losses32, losses64)))
            goldens.print_noise(table)
    goldens.write_json(goldens.path("mlp", "losses.json"), report)


if __name__ == "__main__":
    main()
