"""Golden trace of the network of arXiv 2301.05217: addition mod 113, ten AdamW steps on the full training set.

One block: h = W_E[token] + W_pos[position]; h += attention(h) with 4 heads of 32, causal, scores / sqrt(32), no
biases; h += relu(h W_in + b_in) W_out + b_out; logits = h W_U at the last position. No normalisation, no biases
elsewhere. Tokens a b =, with = being token 113; 114 classes take part in the softmax. 30 % of the pairs train:
lexicographic list, Python's random.seed(0), shuffle, first int(0.3 * 12769) = 3830.

AdamW, learning rate 1e-3 * min(step/10, 1) with the step counted from 0, decay 1.0 on every parameter, betas .9 and
.98, eps 1e-8 outside the root, decay before the Adam step. Loss: log-softmax in float64 on the run's logits.

Initial weights: N(0,1)/sqrt(128), W_U N(0,1)/sqrt(114), from torch.manual_seed(SEED), rounded to half precision. The
paper starts b_in and b_out at 0; here b_out is N(0,1)/50, so that a forgotten bias shows in the first loss, and b_in is
N(0,1)/50 plus 0.3 for even and minus 0.3 for odd neurons, about two standard deviations of what it is added to: few
pre-activations then lie near the kink of the ReLU, where a float32 run may fall on the other side (see README.md), and
yet 3 % are on the other side of it than their neuron's bias.

Names and shapes are TransformerLens': embed.W_E [114,128], pos_embed.W_pos [3,128], blocks.0.attn.W_Q, W_K, W_V
[4,128,32], blocks.0.attn.W_O [4,32,128], blocks.0.mlp.W_in [128,512], b_in [512], W_out [512,128], b_out [128],
unembed.W_U [128,114].
"""

import math
import random
import sys

sys.dont_write_bytecode = True

import numpy as np
import torch
import torch.nn.functional as F

import goldens

SEED = 0
P, WIDTH, HEADS, HEAD_WIDTH, MLP = 113, 128, 4, 32, 512
AWAY_FROM_KINK = 0.3
ADAMW = {"betas": (0.9, 0.98), "eps": 1e-8, "weight_decay": 1.0}


def training_pairs():
    pairs = [(a, b) for a in range(P) for b in range(P)]
    random.seed(0)
    random.shuffle(pairs)
    return pairs[:int(0.3 * len(pairs))]


def initial_weights(seed=SEED):
    torch.manual_seed(seed)
    root = 1 / math.sqrt(WIDTH)
    shapes = {
        "embed.W_E": ((P + 1, WIDTH), root),
        "pos_embed.W_pos": ((3, WIDTH), root),
        "blocks.0.attn.W_Q": ((HEADS, WIDTH, HEAD_WIDTH), root),
        "blocks.0.attn.W_K": ((HEADS, WIDTH, HEAD_WIDTH), root),
        "blocks.0.attn.W_V": ((HEADS, WIDTH, HEAD_WIDTH), root),
        "blocks.0.attn.W_O": ((HEADS, HEAD_WIDTH, WIDTH), root),
        "blocks.0.mlp.W_in": ((WIDTH, MLP), root),
        "blocks.0.mlp.b_in": ((MLP,), 0.02),
        "blocks.0.mlp.W_out": ((MLP, WIDTH), root),
        "blocks.0.mlp.b_out": ((WIDTH,), 0.02),
        "unembed.W_U": ((WIDTH, P + 1), 1 / math.sqrt(P + 1)),
    }
    drawn = {name: torch.randn(shape) * scale for name, (shape, scale) in shapes.items()}
    drawn["blocks.0.mlp.b_in"] += AWAY_FROM_KINK * (1 - 2 * (torch.arange(MLP) % 2))
    return {name: goldens.half_exact(value) for name, value in drawn.items()}


def logits(w, tokens, relu=F.relu):
    """Logits at the last position, [n, 114]."""
    h = w["embed.W_E"][tokens] + w["pos_embed.W_pos"]
    q, k, v = (torch.einsum("npd,hde->nhpe", h, w["blocks.0.attn.W_" + name]) for name in "QKV")
    scores = q @ k.transpose(-1, -2) / math.sqrt(HEAD_WIDTH)
    future = torch.ones(3, 3, dtype=torch.bool).triu(1)
    weights = torch.softmax(scores.masked_fill(future, -math.inf), dim=-1)
    h = h + torch.einsum("nhpe,hed->npd", weights @ v, w["blocks.0.attn.W_O"])
    h = h[:, -1]
    hidden = relu(h @ w["blocks.0.mlp.W_in"] + w["blocks.0.mlp.b_in"])
    h = h + hidden @ w["blocks.0.mlp.W_out"] + w["blocks.0.mlp.b_out"]
    return h @ w["unembed.W_U"]


def numpy_loss(w, tokens, targets):
    """The same loss without torch, in float64, from the description above."""
    h = w["embed.W_E"][tokens] + w["pos_embed.W_pos"][None]
    attention = (w["blocks.0.attn.W_" + name] for name in "QKVO")
    h = h + goldens.attention_numpy(h, *attention, causal=True)
    last = h[:, 2]
    hidden = np.maximum(last @ w["blocks.0.mlp.W_in"] + w["blocks.0.mlp.b_in"], 0)
    last = last + hidden @ w["blocks.0.mlp.W_out"] + w["blocks.0.mlp.b_out"]
    return goldens.cross_entropy_numpy(last @ w["unembed.W_U"], targets)


def check(initial, tokens, targets, losses, gradients, final):
    """Loss, gradient and update against numpy; raises AssertionError."""
    w = {name: value.numpy().astype(np.float64) for name, value in initial.items()}
    goldens.assert_close("first loss", numpy_loss(w, tokens.numpy(), targets.numpy()), losses[0], 1e-12)
    few, few_targets = tokens[:40], targets[:40]
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in w.items()}
    goldens.cross_entropy_double(logits(leaves, few), few_targets).backward()
    goldens.check_gradient(lambda v: numpy_loss(v, few.numpy(), few_targets.numpy()), w,
                           {name: leaf.grad.numpy() for name, leaf in leaves.items()}, seed=1)
    again = goldens.numpy_adamw(w, gradients, lambda s: 1e-3 * goldens.warm_up(s), 1.0, 0.9, 0.98, 1e-8)
    for name, value in again.items():
        goldens.assert_close("AdamW on " + name, value, final[name], 0, 1e-13)
    assert losses[0] == losses[1], "the first update has learning rate 0"


def main():
    pairs = training_pairs()
    assert pairs[:2] == [(18, 34), (10, 83)] and len(pairs) == 3830
    tokens = torch.tensor([(a, b, P) for a, b in pairs])
    targets = torch.tensor([(a + b) % P for a, b in pairs])
    initial = initial_weights()

    def loss_of(w, step, relu):
        return goldens.cross_entropy_double(logits(w, tokens, relu), targets)

    def float32_loss_of(w, step):
        return F.cross_entropy(logits(w, tokens), targets)

    def run(dtype, kinks, side=None):
        return goldens.train(initial, dtype, lambda w, step: loss_of(w, step, kinks.relu),
                             lambda p: torch.optim.AdamW(p, lr=0.0, **ADAMW),
                             lambda step: 1e-3 * goldens.warm_up(step), side)

    kinks32, kinks64 = goldens.Kinks(), goldens.Kinks()
    losses32, side, _, single = run(torch.float32, kinks32, float32_loss_of)
    losses64, _, gradients, double = run(torch.float64, kinks64)
    check(initial, tokens, targets, losses64, gradients, double)

    goldens.store_trace("nanda2023", initial, single, double, gradients[0], "nanda2023")
    kinks = goldens.kink_report(kinks32, kinks64)
    table = goldens.noise(single, double, gradients)
    goldens.write_json(goldens.path("nanda2023", "losses.json"), {
        "float32": losses32, "float64": losses64, "float32WithFloat32Loss": side,
        "trainPairs": len(pairs), "torch": torch.__version__, "relu": kinks, "noise": table})
    print("nanda2023 losses", losses64[0], "...", losses64[-1],
          "largest relative loss difference", max(abs(a / b - 1) for a, b in zip(losses32, losses64)), kinks)
    goldens.print_noise(table)


if __name__ == "__main__":
    main()
