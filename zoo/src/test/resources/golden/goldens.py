"""What the golden-value scripts share: the safetensors format, ten-step training, AdamW in numpy, noise statistics.

Everything here runs on one thread and takes its randomness from an explicit seed, so that a second run on the same
machine writes the same bytes.
"""

import json
import math
import os
import struct

import numpy as np
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
STEPS = 10
# Gradients are stored for every 7th element (flat index 0, 7, 14, ...): 7 divides no dimension of the networks, so
# that every row and every column of every matrix is visited, at a seventh of the size.
STRIDE = 7

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)

DTYPES = {"F16": np.dtype("<f2"), "F32": np.dtype("<f4"), "F64": np.dtype("<f8")}


def path(*parts):
    """A path beside this file; makes its folder."""
    full = os.path.join(HERE, *parts)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    return full


def write_safetensors(file, tensors, dtype, metadata):
    """Writes named arrays: 8 bytes header length (little endian), JSON header padded to 8 bytes, then the data.

    `metadata` maps strings to strings, as the format wants it. F16 is refused where it would round.
    """
    kind = DTYPES[dtype]
    header, chunks, offset = {"__metadata__": metadata}, [], 0
    for name, value in tensors.items():
        array = np.ascontiguousarray(value)
        data = array.astype(kind)
        if dtype == "F16":
            assert np.array_equal(data.astype(array.dtype), array), f"{name} is not exact in half precision"
        raw = data.tobytes()
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [offset, offset + len(raw)]}
        chunks.append(raw)
        offset += len(raw)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + b"".join(chunks))


def read_safetensors(file):
    """The arrays of a file that `write_safetensors` wrote."""
    with open(file, "rb") as source:
        raw = source.read()
    length = struct.unpack("<Q", raw[:8])[0]
    header, body = json.loads(raw[8:8 + length]), raw[8 + length:]
    header.pop("__metadata__")
    return {
        name: np.frombuffer(body[slice(*entry["data_offsets"])], DTYPES[entry["dtype"]]).reshape(entry["shape"])
        for name, entry in header.items()
    }


def write_json(file, value):
    """Writes JSON; Python prints a double with as many digits (at most 17) as it takes to read it back exactly."""
    with open(file, "w", encoding="utf-8") as out:
        json.dump(value, out, indent=1)
        out.write("\n")


def half_exact(tensor):
    """Rounds to values that half precision holds exactly, as float32: initial weights then cost two bytes each."""
    return tensor.to(torch.float16).to(torch.float32)


def cross_entropy_double(logits, targets):
    """Mean cross-entropy (natural logarithm); logits are cast to float64 first. logits [..., classes]."""
    log_probabilities = F.log_softmax(logits.double(), dim=-1)
    return -log_probabilities.gather(-1, targets.unsqueeze(-1)).mean()


def warm_up(step):
    """min(step/10, 1) with the step counted from 0: the first update has learning rate 0."""
    return min(step / 10.0, 1.0)


def train(initial, dtype, loss_of, make_optimizer, learning_rate_of, side_loss_of=None):
    """Ten steps from `initial` (name -> float32 tensor) with weights, activations and updates in `dtype`.

    `loss_of(parameters, step)` is the loss before update `step`. Returns losses, side losses, gradients of every
    step and the final parameters (numpy, in `dtype`).
    """
    parameters = {name: value.to(dtype).clone().requires_grad_(True) for name, value in initial.items()}
    optimizer = make_optimizer(list(parameters.values()))
    losses, side_losses, gradients = [], [], []
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate_of(step)
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(parameters, step)
        loss.backward()
        losses.append(loss.item())
        if side_loss_of is not None:
            with torch.no_grad():
                side_losses.append(side_loss_of(parameters, step).item())
        gradients.append({name: p.grad.detach().numpy().copy() for name, p in parameters.items()})
        optimizer.step()
    final = {name: p.detach().numpy().copy() for name, p in parameters.items()}
    return losses, side_losses, gradients, final


class Kinks:
    """Remembers on which side of its kink every ReLU stood, and how close the closest stood."""

    def __init__(self):
        self.positive, self.closest = [], math.inf

    def relu(self, x):
        before = x.detach()
        self.positive.append((before > 0).numpy())
        self.closest = min(self.closest, before.abs().min().item())
        return F.relu(x)


def kink_report(single, double):
    """Counts the ReLUs that two runs put on different sides."""
    flips = sum(int((a != b).sum()) for a, b in zip(single.positive, double.positive, strict=True))
    return {"flipsBetweenRuns": flips, "evaluated": sum(a.size for a in double.positive),
            "closestToKinkFloat64": double.closest}


def numpy_adamw(initial, gradients, learning_rate_of, decay, beta1, beta2, epsilon):
    """AdamW from its formula, float64, fed with recorded gradients: w <- w(1 - lr decay), then the Adam step.

    w <- w - lr * mHat / (sqrt(vHat) + eps), mHat = m/(1 - beta1^t), vHat = v/(1 - beta2^t), t counted from 1 and
    counting the updates with learning rate 0 as well.
    """
    final = {}
    for name, start in initial.items():
        w = start.astype(np.float64)
        m, v = np.zeros_like(w), np.zeros_like(w)
        for step, gradient in enumerate(gradients):
            rate = learning_rate_of(step)
            g = gradient[name]
            w = w * (1 - rate * decay)
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g * g
            m_hat = m / (1 - beta1 ** (step + 1))
            v_hat = v / (1 - beta2 ** (step + 1))
            w = w - rate * m_hat / (np.sqrt(v_hat) + epsilon)
        final[name] = w
    return final


def assert_close(what, actual, expected, relative, absolute=0.0):
    """Fails loudly, with both values, when an independent computation disagrees."""
    actual, expected = np.asarray(actual, np.float64), np.asarray(expected, np.float64)
    assert actual.shape == expected.shape, f"{what}: shapes {actual.shape} and {expected.shape}"
    excess = np.abs(actual - expected) - relative * np.abs(expected) - absolute
    worst = np.unravel_index(np.argmax(excess), excess.shape) if excess.shape else ()
    assert excess[worst] <= 0, f"{what}: {actual[worst]!r} against {expected[worst]!r} at {worst}"


def check_gradient(loss_of, parameters, gradients, seed, per_tensor=3, tolerance=1e-6):
    """Central differences of a numpy loss at the largest and at randomly drawn entries of every tensor.

    Steps 1e-5, 1e-6 and 1e-7 are tried in turn and one of them must agree: a ReLU whose kink lies within the first
    step spoils that difference, but not a shorter one.
    """
    random = np.random.RandomState(seed)
    for name, gradient in gradients.items():
        flat = parameters[name].reshape(-1)
        spots = [int(np.abs(gradient).argmax())] + list(random.randint(flat.size, size=per_tensor - 1))
        slack = tolerance * np.abs(gradient).max()
        for spot in spots:
            expected = gradient.reshape(-1)[spot]
            seen = []
            for step in (1e-5, 1e-6, 1e-7):
                seen.append(central_difference(loss_of, parameters, flat, spot, step))
                if abs(seen[-1] - expected) <= slack + tolerance * abs(expected):
                    break
            else:
                raise AssertionError(f"gradient of {name}[{spot}]: {expected!r}, differences {seen}")


def central_difference(loss_of, parameters, flat, spot, step):
    """(L(w + step) - L(w - step)) / (2 step) for the entry `spot` of `flat`, a view into `parameters`."""
    kept = flat[spot]
    flat[spot] = kept + step
    above = loss_of(parameters)
    flat[spot] = kept - step
    below = loss_of(parameters)
    flat[spot] = kept
    return (above - below) / (2 * step)


def softmax_numpy(scores):
    """Softmax over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def cross_entropy_numpy(logits, targets):
    """Mean over all leading axes of -log softmax at the target, example by example."""
    total, rows = 0.0, logits.reshape(-1, logits.shape[-1])
    for row, target in zip(rows, np.asarray(targets).reshape(-1)):
        peak = row.max()
        total += peak + math.log(np.exp(row - peak).sum()) - row[target]
    return total / len(rows)


def attention_numpy(x, w_q, w_k, w_v, w_o, causal):
    """Multi-head attention output (no residual), one head and one query position at a time.

    x [batch, positions, d]; w_q, w_k, w_v [heads, d, dh]; w_o [heads, dh, d].
    """
    batch, positions, width = x.shape
    heads, _, head_width = w_q.shape
    out = np.zeros((batch, positions, width))
    for head in range(heads):
        for here in range(positions):
            seen = here + 1 if causal else positions
            query = x[:, here] @ w_q[head]
            scores = np.empty((batch, seen))
            for there in range(seen):
                scores[:, there] = (query * (x[:, there] @ w_k[head])).sum(axis=1) / math.sqrt(head_width)
            weights = softmax_numpy(scores)
            mixed = sum(weights[:, there, None] * (x[:, there] @ w_v[head]) for there in range(seen))
            out[:, here] += mixed @ w_o[head]
    return out


def noise(single, double, gradients):
    """How far the float32 run of the same framework ends from its float64 run, per tensor.

    `gradients`: float64 gradients of all steps. `elementsAbove1e-5`: elements whose own relative difference exceeds
    1e-5. `gradientOfWorst`: the largest of the ten |gradients| of the element that differs most, as a share of the
    tensor's root-mean-square gradient: small means that Adam's m/sqrt(v) blew up rounding.
    """
    table = {}
    for name, reference in double.items():
        difference = np.abs(single[name].astype(np.float64) - reference)
        size = np.abs(reference)
        relative = np.divide(difference, size, out=np.zeros_like(difference), where=size > 0)
        worst = int(difference.argmax())
        largest = max(abs(g[name].reshape(-1)[worst]) for g in gradients)
        rms = math.sqrt(np.mean([np.mean(g[name] ** 2) for g in gradients]))
        table[name] = {
            "maxAbsolute": float(difference.max()),
            "medianAbsolute": float(np.median(difference)),
            "normRelative": float(np.linalg.norm(difference) / np.linalg.norm(reference)),
            "maxOverTensorMax": float(difference.max() / size.max()),
            "maxElementRelative": float(relative.max()),
            "elements": int(reference.size),
            "elementsAbove1e-5": int((relative > 1e-5).sum()),
            "gradientOfWorst": float(largest / rms) if rms > 0 else 0.0,
        }
    return table


def print_noise(table):
    for name, row in table.items():
        print(f"  {name:24s} maxAbs {row['maxAbsolute']:.2e}  norm-rel {row['normRelative']:.2e}  "
              f"max/max {row['maxOverTensorMax']:.2e}  elem-rel {row['maxElementRelative']:.2e}  "
              f">1e-5 {row['elementsAbove1e-5']}/{row['elements']}  |g| of worst / rms {row['gradientOfWorst']:.1e}")


def store_trace(folder, initial, single, double, gradient, note):
    """Writes the four weight files of a network; see README.md."""
    arrays = {name: value.numpy() for name, value in initial.items()}
    write_safetensors(path(folder, "initial.safetensors"), arrays, "F16", {"what": note + ": initial weights"})
    write_safetensors(path(folder, "after10.float32.safetensors"), single, "F32",
                      {"what": note + ": weights after 10 updates, float32 run"})
    rest = {name: double[name] - single[name].astype(np.float64) for name in double}
    write_safetensors(path(folder, "after10.rest.safetensors"), rest, "F32",
                      {"what": note + ": float64 run minus float32 run after 10 updates; "
                               "float64 weights = after10.float32 + this"})
    sampled = {name: value.reshape(-1)[::STRIDE] for name, value in gradient.items()}
    write_safetensors(path(folder, "gradient0.safetensors"), sampled, "F64",
                      {"what": note + ": gradient at the initial weights, float64 run, flat elements 0, 7, 14, ...",
                       "stride": str(STRIDE)})
    for name, value in double.items():
        rebuilt = single[name].astype(np.float64) + rest[name].astype(np.float32)
        slack = 1e-15 + 6e-8 * float(np.abs(rest[name]).max())
        assert_close(name, rebuilt, value, 1e-15, slack)
    stored = read_safetensors(path(folder, "initial.safetensors"))
    for name, value in arrays.items():
        assert np.array_equal(stored[name].astype(np.float32), value), name
