"""Small networks in float64: loss, logits and gradients of every kind of network and of their keys.

Weights are no random numbers but a formula on integers (`weight`), which gives the same bits in any language, so that
none are stored. Examples are all pairs in the order of the table. Of each gradient every 5th element is stored (flat
index 0, 5, 10, ... of the stored tensor), of the logits every 7th.

    python networks.py        writes networks.json
"""

import math

import torch
import torch.nn.functional as F

from goldens import path, write_json

torch.set_default_dtype(torch.float64)
P = 5
GRADIENT_STRIDE, LOGIT_STRIDE = 5, 7


def weight(name, shape):
    """Entry i: ((7919 i + key) mod 1009)/1009 - 1/2, key a sum over the name's letters; gains are 1 more."""
    key = sum((place + 1) * ord(letter) for place, letter in enumerate(name))
    size = math.prod(shape)
    i = torch.arange(size, dtype=torch.int64)
    gain = 1 if ".ln" in f".{name}" and name.endswith(".w") else 0
    values = ((7919 * i + key) % 1009).to(torch.float64) / 1009 - 0.5 + gain
    return values.reshape(shape).requires_grad_(True)


class Weights:
    """Makes each tensor when it is first asked for."""

    def __init__(self):
        self.all = {}

    def __call__(self, name, *shape):
        if name not in self.all:
            self.all[name] = weight(name, shape)
        return self.all[name]


ACTIVATIONS = {
    "relu": F.relu,
    "gelu": F.gelu,
    "silu": F.silu,
    "tanh": torch.tanh,
    "square": lambda x: x * x,
}


def normalised(w, name, x, kind):
    """LayerNorm or RMSNorm, epsilon 1e-5, written out."""
    d = x.shape[-1]
    if kind == "layer":
        x = x - x.mean(-1, keepdim=True)
    y = x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-5) * w(name + ".w", d)
    return y + w(name + ".b", d) if kind == "layer" else y


# --- transformer -----------------------------------------------------------------------------------------------------


def rotated(x):
    """x [N, T, H, dh]: entries i and i + dh/2 are the parts of a complex number, turned by t 10000^(-2i/dh)."""
    positions, width = x.shape[1], x.shape[-1]
    half = width // 2
    number = torch.complex(x[..., :half], x[..., half:])
    speed = torch.tensor([10000.0 ** (-2 * i / width) for i in range(half)])
    angle = torch.arange(positions)[:, None].to(torch.float64) * speed
    turned = number * torch.polar(torch.ones_like(angle), angle)[None, :, None, :]
    return torch.cat([turned.real, turned.imag], -1)


def attention(w, name, x, o):
    n, t, d = x.shape
    heads = o["heads"]
    dh = d // heads

    def project(letter):
        y = torch.einsum("ntd,hde->nthe", x, w(f"{name}.W_{letter}", heads, d, dh))
        return y + w(f"{name}.b_{letter}", heads, dh) if o["attentionBias"] else y

    q, k, v = project("Q"), project("K"), project("V")
    if o["positions"] == "rotary":
        q, k = rotated(q), rotated(k)
    scores = torch.einsum("nqhe,nkhe->nhqk", q, k) / math.sqrt(dh)
    seen = torch.ones(t, t, dtype=torch.bool)
    if o["causal"]:
        seen = torch.tril(seen)
    pattern = torch.softmax(scores.masked_fill(~seen, -math.inf), -1)
    pattern = o["attentionRate"] * pattern + (1 - o["attentionRate"]) * seen.to(torch.float64)
    z = torch.einsum("nhqk,nkhe->nqhe", pattern, v)
    out = torch.einsum("nqhe,hed->nqd", z, w(f"{name}.W_O", heads, dh, d))
    return out + w(f"{name}.b_O", d) if o["attentionBias"] else out


def feed_forward(w, name, x, o):
    h = x @ w(name + ".W_in", o["width"], o["mlpWidth"]) + w(name + ".b_in", o["mlpWidth"])
    return ACTIVATIONS[o["activation"]](h) @ w(name + ".W_out", o["mlpWidth"], o["width"]) + w(name + ".b_out", o["width"])


def transformer(w, tokens, vocabulary, classes, o, feed=feed_forward):
    o = {"layers": 1, "width": 8, "heads": 2, "mlpWidth": 12, "norm": "none", "normKind": "layer", "finalNorm": False,
         "activation": "relu", "attentionBias": False, "unembedBias": False, "positions": "learned", "causal": True,
         "attentionRate": 1.0, "outputScale": 1.0} | o
    d, t = o["width"], tokens.shape[1]
    x = w("embed.W_E", vocabulary, d)[tokens]
    if o["positions"] == "learned":
        x = x + w("pos_embed.W_pos", t, d)
    for layer in range(o["layers"]):
        b = f"blocks.{layer}"
        pre = (lambda name, y: normalised(w, name, y, o["normKind"])) if o["norm"] == "pre" else (lambda name, y: y)
        x = x + attention(w, b + ".attn", pre(b + ".ln1", x), o)
        x = x + feed(w, b + ".mlp", pre(b + ".ln2", x), o)
    if o["finalNorm"]:
        x = normalised(w, "ln_final", x, o["normKind"])
    logits = x[:, -1] @ w("unembed.W_U", d, classes)
    if o["unembedBias"]:
        logits = logits + w("unembed.b_U", classes)
    return o["outputScale"] * logits


def moe_transformer(w, tokens, vocabulary, classes, o):
    """Experts one by one, each for the rows that chose it alone. Gives the penalties beside the logits."""
    o = {"layers": 1, "experts": 8, "expertsPerToken": 2, "gates": "softmax", "loadBalance": 0.01, "routerZ": 0.001,
         "mlpBias": True} | o
    penalties = []

    def experts(w, name, x, o):
        rows = x.reshape(-1, o["width"])
        e, k, h = o["experts"], o["expertsPerToken"], o["mlpWidth"]
        logits = rows @ w(name + ".W_gate", o["width"], e)
        p = torch.softmax(logits, -1)
        gate, chosen = torch.topk(p, k, -1)
        if o["gates"] == "chosen":
            gate = gate / gate.sum(-1, keepdim=True)
        w_in, w_out = w(name + ".W_in", e, o["width"], h), w(name + ".W_out", e, h, o["width"])
        if o["mlpBias"]:
            b_in, b_out = w(name + ".b_in", e, h), w(name + ".b_out", e, o["width"])
        y = torch.zeros_like(rows)
        for expert in range(e):
            row, place = torch.where(chosen == expert)
            hidden = rows[row] @ w_in[expert] + (b_in[expert] if o["mlpBias"] else 0)
            out = ACTIVATIONS[o["activation"]](hidden) @ w_out[expert] + (b_out[expert] if o["mlpBias"] else 0)
            y = y.index_add(0, row, gate[row, place, None] * out)
        share = torch.bincount(chosen.flatten(), minlength=e) / chosen.numel()
        penalties.append(o["loadBalance"] / o["layers"] * e * (share * p.mean(0)).sum())
        penalties.append(o["routerZ"] / o["layers"] * (torch.logsumexp(logits, -1) ** 2).mean())
        return y.reshape(x.shape)

    return transformer(w, tokens, vocabulary, classes, o, experts), sum(penalties)


# --- perceptrons -----------------------------------------------------------------------------------------------------


def mlp(w, tokens, vocabulary, classes, o):
    o = {"input": "onehot", "embeddingWidth": 3, "hiddenLayers": 1, "width": 6, "activation": "relu", "bias": True,
         "residual": False, "norm": "none", "parametrisation": "standard", "outputScale": 1.0} | o
    if o["input"] == "onehot":
        x = F.one_hot(tokens, vocabulary).to(torch.float64).flatten(1)
    else:
        x = w("embed.W_E", vocabulary, o["embeddingWidth"])[tokens].flatten(1)

    def linear(name, x, out, readout):
        fan_in = x.shape[1]
        y = x @ w(name + ".W", fan_in, out)
        if o["parametrisation"] == "ntk" or (o["parametrisation"] == "mean-field" and not readout):
            y = y / math.sqrt(fan_in)
        elif o["parametrisation"] == "mean-field":
            y = y / fan_in
        return y + w(name + ".b", out) if o["bias"] else y

    for layer in range(o["hiddenLayers"]):
        read = x
        if layer > 0 and o["norm"] != "none":
            read = normalised(w, f"layers.{layer}.ln", x, o["norm"])
        made = ACTIVATIONS[o["activation"]](linear(f"layers.{layer}", read, o["width"], False))
        x = x + made if o["residual"] and layer > 0 else made
    if o["norm"] != "none":
        x = normalised(w, "ln_final", x, o["norm"])
    return o["outputScale"] * linear("output", x, classes, True)


def pair_mlp(w, tokens, vocabulary, classes, o):
    d, form = 6, o["form"]
    if form == "x":
        table = w("embed.W_E", 2 * vocabulary, d)
        x1, x2 = table[:vocabulary][tokens[:, 0]], table[vocabulary:][tokens[:, 1]]
    else:
        table = w("embed.W_E", vocabulary, d // 2 if form == "delta" else d)
        x1, x2 = table[tokens[:, 0]], table[tokens[:, 1]]

    def linear(layer, x):
        return x @ w(f"layers.{layer}.W", d, d) + w(f"layers.{layer}.b", d)

    if form == "gamma":
        x = linear(0, x1) + linear(0, x2)
    elif form == "delta":
        x = linear(0, torch.cat([x1, x2], 1))
    else:
        x = linear(0, x1 + x2)
    x = F.relu(x)
    if form in ("beta", "gamma"):
        x = F.relu(linear(1, x))
    return x @ w("unembed.W_U", d, classes)


def embedding_decoder(w, tokens, vocabulary, classes, o):
    o = {"embeddingWidth": 1} | o
    x = w("embed.W_E", vocabulary, o["embeddingWidth"])[tokens].sum(1)
    for layer in range(2):
        x = torch.tanh(x @ w(f"layers.{layer}.W", x.shape[1], 6) + w(f"layers.{layer}.b", 6))
    return x @ w("output.W", 6, classes) + w("output.b", classes)


# --- examples --------------------------------------------------------------------------------------------------------


def modular(form):
    """All pairs of Z_P: tokens, vocabulary, classes, targets."""
    a, b = torch.meshgrid(torch.arange(P), torch.arange(P), indexing="ij")
    a, b = a.flatten(), b.flatten()
    equals, operator = torch.full_like(a, P), torch.full_like(a, P + 1)
    columns = {"pair": [a, b], "pair-equals": [a, b, equals], "operation-equals": [a, operator, b, equals]}[form]
    size = {"pair": P, "pair-equals": P + 1, "operation-equals": P + 2}[form]
    return torch.stack(columns, 1), size, size, (a + b) % P


def plain():
    """The unordered pairs of 0..P-1, whose classes are the sums."""
    pairs = [(i, j) for i in range(P) for j in range(i, P)]
    tokens = torch.tensor(pairs)
    return tokens, P, 2 * P - 1, tokens.sum(1)


CASES = [
    (transformer, "pair", {"attentionRate": 0.0, "causal": False}),
    (transformer, "pair", {"attentionRate": 0.3, "causal": False}),
    (transformer, "pair", {"attentionRate": 0.0, "causal": False, "layers": 2}),
    (transformer, "operation-equals", {"attentionRate": 0.3, "layers": 2}),
    (transformer, "pair-equals", {"positions": "rotary"}),
    (transformer, "pair-equals", {"positions": "rotary", "layers": 2, "norm": "pre", "normKind": "rms",
                                  "finalNorm": True, "activation": "silu", "attentionBias": True}),
    (transformer, "operation-equals", {"positions": "rotary", "causal": False, "layers": 2, "attentionRate": 0.5,
                                       "heads": 1}),
    (transformer, "pair-equals", {"outputScale": 0.25, "unembedBias": True}),
    (moe_transformer, "pair", {"experts": 4, "causal": False}),
    (moe_transformer, "pair-equals", {"experts": 3, "expertsPerToken": 1, "layers": 2, "norm": "pre", "loadBalance": 0.5,
                                      "routerZ": 0.3}),
    (moe_transformer, "pair-equals", {"experts": 5, "expertsPerToken": 3, "gates": "chosen", "loadBalance": 0.0,
                                      "routerZ": 2.0, "activation": "gelu", "mlpBias": False}),
    (mlp, "pair", {"residual": True, "norm": "rms", "hiddenLayers": 12, "activation": "gelu"}),
    (mlp, "pair", {"residual": True, "norm": "layer", "hiddenLayers": 3, "input": "embedding"}),
    (mlp, "pair", {"residual": True, "hiddenLayers": 2}),
    (mlp, "pair", {"norm": "layer", "hiddenLayers": 2, "activation": "tanh"}),
    (mlp, "pair", {"parametrisation": "ntk", "init": "unit", "hiddenLayers": 2, "outputScale": 0.5}),
    (mlp, "pair", {"parametrisation": "mean-field", "init": "unit", "activation": "square", "bias": False,
                   "loss": "mean-squared-error"}),
    (mlp, "pair", {"parametrisation": "mean-field", "init": "unit", "hiddenLayers": 2, "input": "embedding",
                   "activation": "tanh"}),
    *[(pair_mlp, "pair", {"form": form}) for form in ("alpha", "beta", "gamma", "delta", "x")],
    (embedding_decoder, "plain", {}),
    (embedding_decoder, "plain", {"embeddingWidth": 2, "loss": "mean-squared-error"}),
]


def case(network, form, options):
    tokens, vocabulary, classes, targets = plain() if form == "plain" else modular(form)
    w = Weights()
    made = network(w, tokens, vocabulary, classes, options)
    logits, penalties = made if isinstance(made, tuple) else (made, 0.0)
    if options.get("loss") == "mean-squared-error":
        loss = ((logits - F.one_hot(targets, classes).to(torch.float64)) ** 2).mean()
    else:
        loss = F.cross_entropy(logits, targets)
    loss = loss + penalties
    loss.backward()
    return {
        "network": network.__name__.replace("_", "-"),
        "examples": form,
        "keys": options,
        "loss": loss.item(),
        "logits": logits.detach().flatten()[::LOGIT_STRIDE].tolist(),
        "gradient": {name: value.grad.flatten()[::GRADIENT_STRIDE].tolist() for name, value in w.all.items()},
    }


def main():
    write_json(path("networks.json"), {"cases": [case(*each) for each in CASES]})


if __name__ == "__main__":
    main()
