"""Golden values and gradients of single primitives, float64, written to primitives.json.

Every case holds its inputs, an upstream gradient `dOut` (the derivative of a scalar L with respect to `out`; absent
where the output is the scalar itself), the output and dL/d(input) for every input. Arrays are flat, row-major; their
shapes stand beside them under "shape". Every value is checked here against numpy from the formula alone (attention by
loops over batch, head and position) and every gradient against central differences.

  gelu        x Phi(x) = x (1 + erf(x / sqrt 2)) / 2
  geluTanh    0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
  silu        x / (1 + e^-x)
  layerNorm   (x - mean) / sqrt(variance + 1e-5) * gain + bias, biased variance, over the last axis
  rmsNorm     x / sqrt(mean(x^2) + 1e-5) * gain, over the last axis
  softmaxCrossEntropy   mean over rows of -log softmax(logits)[target], natural logarithm
  causalAttention, fullAttention   softmax(q k' / sqrt(4)) v per batch and head; q, k, v [2, 3 heads, 5 positions, 4]
"""

import math
import sys

sys.dont_write_bytecode = True

import numpy as np
import torch
import torch.nn.functional as F

import goldens

EPSILON = 1e-5


def attention(q, k, v, causal):
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    if causal:
        length = q.shape[-2]
        scores = scores.masked_fill(torch.ones(length, length, dtype=torch.bool).triu(1), -math.inf)
    return torch.softmax(scores, dim=-1) @ v


def attention_loops(q, k, v, causal):
    out = np.zeros_like(q)
    for batch in range(q.shape[0]):
        for head in range(q.shape[1]):
            for here in range(q.shape[2]):
                seen = here + 1 if causal else q.shape[2]
                scores = [math.fsum(q[batch, head, here] * k[batch, head, there]) / math.sqrt(q.shape[3])
                          for there in range(seen)]
                total = math.fsum(math.exp(score) for score in scores)
                for there, score in enumerate(scores):
                    out[batch, head, here] += math.exp(score) / total * v[batch, head, there]
    return out


def layer_norm_loops(x, gain, bias):
    out = np.empty_like(x)
    for row in np.ndindex(x.shape[:-1]):
        mean = math.fsum(x[row]) / x.shape[-1]
        variance = math.fsum((x[row] - mean) ** 2) / x.shape[-1]
        out[row] = (x[row] - mean) / math.sqrt(variance + EPSILON) * gain + bias
    return out


def rms_norm(x, gain):
    return x / torch.sqrt((x * x).mean(dim=-1, keepdim=True) + EPSILON) * gain


def rms_norm_loops(x, gain):
    out = np.empty_like(x)
    for row in np.ndindex(x.shape[:-1]):
        out[row] = x[row] / math.sqrt(math.fsum(x[row] ** 2) / x.shape[-1] + EPSILON) * gain
    return out


def elementwise(formula):
    return np.vectorize(formula, otypes=[np.float64])


def gelu_scalar(x):
    return x * (1 + math.erf(x / math.sqrt(2))) / 2


def gelu_tanh_scalar(x):
    return 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))


def silu_scalar(x):
    return x / (1 + math.exp(-x))


def stored(array):
    array = np.asarray(array, np.float64)
    return {"shape": list(array.shape), "values": array.reshape(-1).tolist()}


def case(name, inputs, torch_function, numpy_function, random):
    """Evaluates, differentiates and checks one primitive."""
    leaves = {key: torch.tensor(value, requires_grad=True) for key, value in inputs.items()}
    out = torch_function(*leaves.values())
    upstream = np.ones(()) if out.dim() == 0 else random.randn(*out.shape)
    out.backward(torch.tensor(upstream))
    gradients = {key: leaf.grad.numpy() for key, leaf in leaves.items()}
    goldens.assert_close(name, numpy_function(*inputs.values()), out.detach().numpy(), 1e-13, 1e-14)

    def scalar(values):
        return float((numpy_function(*values.values()) * upstream).sum())

    copies = {key: value.copy() for key, value in inputs.items()}
    goldens.check_gradient(scalar, copies, gradients, seed=2, per_tensor=25, tolerance=1e-8)
    entry = {"inputs": {key: stored(value) for key, value in inputs.items()}, "out": stored(out.detach().numpy())}
    if out.dim() > 0:
        entry["dOut"] = stored(upstream)
    entry["gradients"] = {key: stored(value) for key, value in gradients.items()}
    return entry


def main():
    random = np.random.RandomState(0)
    spread = np.concatenate([np.array([-12.0, -6.0, -1.0, -1e-3, 0.0, 1e-3, 1.0, 6.0, 12.0]), 2 * random.randn(12)])
    cases = {}
    for name, function, scalar in (
            ("gelu", F.gelu, gelu_scalar),
            ("geluTanh", lambda x: F.gelu(x, approximate="tanh"), gelu_tanh_scalar),
            ("silu", F.silu, silu_scalar)):
        cases[name] = case(name, {"x": spread}, function, elementwise(scalar), random)

    x, gain, bias = 0.5 + 2 * random.randn(3, 7), 1 + 0.3 * random.randn(7), 0.3 * random.randn(7)
    cases["layerNorm"] = case("layerNorm", {"x": x, "gain": gain, "bias": bias},
                              lambda *v: F.layer_norm(v[0], (7,), v[1], v[2], EPSILON), layer_norm_loops, random)
    cases["rmsNorm"] = case("rmsNorm", {"x": x, "gain": gain}, rms_norm, rms_norm_loops, random)

    targets = np.array([0, 6, 3, 3, 1])
    cases["softmaxCrossEntropy"] = case(
        "softmaxCrossEntropy", {"logits": 3 * random.randn(5, 7)},
        lambda logits: F.cross_entropy(logits, torch.tensor(targets)),
        lambda logits: np.asarray(goldens.cross_entropy_numpy(logits, targets)), random)
    cases["softmaxCrossEntropy"]["targets"] = targets.tolist()

    q, k, v = (random.randn(2, 3, 5, 4) for _ in range(3))
    for name, causal in (("causalAttention", True), ("fullAttention", False)):
        cases[name] = case(name, {"q": q, "k": k, "v": v}, lambda *t, c=causal: attention(*t, c),
                           lambda *t, c=causal: attention_loops(*t, c), random)

    goldens.write_json(goldens.path("primitives.json"), {"torch": torch.__version__, "cases": cases})
    print("primitives", ", ".join(cases))


if __name__ == "__main__":
    main()
