"""Golden trace of the network of arXiv 2201.02177: division mod 97 at 50 %, ten AdamW steps on stored minibatches.

Two blocks: h = W_E[token] + sinusoid[position]; per block h = ln1(h + attention(h)), 4 heads of 32, causal, scores /
sqrt(32); h = ln2(h + relu(h W_in) W_out); logits = h W_U. No bias outside LayerNorm, no final normalisation,
embeddings not scaled. LayerNorm: biased variance, eps 1e-5 inside the root, gain and bias. Sinusoid, width d: even i
sin(pos / 10000^(i/d)), odd i cos(pos / 10000^((i-1)/d)), computed in float64 (the float32 run rounds the table).

Tokens as in openai/grok, 239 in all: 0 eos, 1 "=", 2..21 the twenty operators in character order ("/" is 10), 22+r the
residue r, 119.. the permutations. Input eos a / b = c (6 positions), targets c at position 4 and eos at position 5;
the loss is the mean over both. Equations in the order of openai/grok: for c, for b != 0, a = b c mod 97; shuffled by
numpy RandomState(0); the first round(0.5 * 9312) = 4656 train. The batches (numbers into that training list and
their tokens) are stored: RandomState(1).permutation, consecutive runs of 64. (openai/grok takes 512; an eighth of that
brings an eighth of the pre-activations near the kink of the ReLU, see README.md.)

AdamW, learning rate 1e-3 * min(step/10, 1) with the step counted from 0 (openai/grok's schedule is the same function:
the scheduler is asked for step 0 before the first update), decay 1.0 on every parameter, betas .9 and .98, eps 1e-8
outside the root, decay before the Adam step. Loss: log-softmax in float64 on the run's logits.

Initial weights from torch.manual_seed(SEED), rounded to half precision: W_E N(0,1); all matrices U(+-1/sqrt(fan_in))
(for W_Q, W_K, W_V the fan-in is 128). LayerNorm would start at gain 1 and bias 0; here they are 1 + N(0,1)/10 and
N(0,1)/10, so that a forgotten gain or bias shows in the first loss.

Names are TransformerLens': embed.W_E [239,128]; for L in 0, 1: blocks.L.attn.W_Q, W_K, W_V [4,128,32] (openai/grok:
decoder.blocks.L.self_attn.attn_heads.H.Wq.weight [32,128], transposed), blocks.L.attn.W_O [4,32,128] (Wo.weight
[128,128] transposed, head H = rows 32H..32H+31), blocks.L.ln1.w, ln1.b [128] (self_attn_norm), blocks.L.mlp.W_in
[128,512], W_out [512,128] (ffn.0, ffn.2 transposed), blocks.L.ln2.w, ln2.b [128] (ffn_norm); unembed.W_U [128,239]
(linear.weight transposed). TransformerLens' own ln1 and ln2 stand before attention and MLP; here they stand after.
"""

import math
import sys

sys.dont_write_bytecode = True

import numpy as np
import torch
import torch.nn.functional as F

import goldens

# Of seeds 0 to 15 the one whose ReLUs stay farthest from their kink in ten steps: see README.md.
SEED = 9
P, WIDTH, HEADS, HEAD_WIDTH, MLP, LAYERS, VOCABULARY = 97, 128, 4, 32, 512, 2, 239
POSITIONS, BATCH, EPSILON = 6, 64, 1e-5
EOS, EQUALS, DIVIDE, RESIDUE = 0, 1, 10, 22
ADAMW = {"betas": (0.9, 0.98), "eps": 1e-8, "weight_decay": 1.0}


def training_equations():
    """Token rows eos a / b = c of the training set, in split order."""
    equations = [(b * c % P, b, c) for c in range(P) for b in range(1, P)]
    order = list(range(len(equations)))
    np.random.RandomState(0).shuffle(order)
    rows = [(EOS, RESIDUE + a, DIVIDE, RESIDUE + b, EQUALS, RESIDUE + c)
            for a, b, c in (equations[i] for i in order[:round(0.5 * len(equations))])]
    return np.array(rows)


def batches(n):
    order = np.random.RandomState(1).permutation(n)
    return [order[i * BATCH:(i + 1) * BATCH] for i in range(goldens.STEPS)]


def sinusoid():
    table = np.empty((POSITIONS, WIDTH))
    for position in range(POSITIONS):
        for i in range(WIDTH):
            if i % 2 == 0:
                table[position, i] = math.sin(position / 10000 ** (i / WIDTH))
            else:
                table[position, i] = math.cos(position / 10000 ** ((i - 1) / WIDTH))
    return table


def initial_weights(seed=SEED):
    torch.manual_seed(seed)

    def uniform(*shape, fan_in):
        return (2 * torch.rand(shape) - 1) / math.sqrt(fan_in)

    w = {"embed.W_E": torch.randn(VOCABULARY, WIDTH)}
    for layer in range(LAYERS):
        block = f"blocks.{layer}."
        for name in ("W_Q", "W_K", "W_V"):
            w[block + "attn." + name] = uniform(HEADS, WIDTH, HEAD_WIDTH, fan_in=WIDTH)
        w[block + "attn.W_O"] = uniform(HEADS, HEAD_WIDTH, WIDTH, fan_in=WIDTH)
        w[block + "ln1.w"] = 1 + 0.1 * torch.randn(WIDTH)
        w[block + "ln1.b"] = 0.1 * torch.randn(WIDTH)
        w[block + "mlp.W_in"] = uniform(WIDTH, MLP, fan_in=WIDTH)
        w[block + "mlp.W_out"] = uniform(MLP, WIDTH, fan_in=MLP)
        w[block + "ln2.w"] = 1 + 0.1 * torch.randn(WIDTH)
        w[block + "ln2.b"] = 0.1 * torch.randn(WIDTH)
    w["unembed.W_U"] = uniform(WIDTH, VOCABULARY, fan_in=WIDTH)
    return {name: goldens.half_exact(value) for name, value in w.items()}


def logits(w, tokens, relu=F.relu):
    """Logits at the two scored positions, [n, 2, 239]."""
    h = w["embed.W_E"][tokens]
    h = h + torch.from_numpy(sinusoid()).to(h.dtype)
    future = torch.ones(POSITIONS, POSITIONS, dtype=torch.bool).triu(1)
    for layer in range(LAYERS):
        block = f"blocks.{layer}."
        q, k, v = (torch.einsum("npd,hde->nhpe", h, w[block + "attn.W_" + name]) for name in "QKV")
        scores = q @ k.transpose(-1, -2) / math.sqrt(HEAD_WIDTH)
        weights = torch.softmax(scores.masked_fill(future, -math.inf), dim=-1)
        attention = torch.einsum("nhpe,hed->npd", weights @ v, w[block + "attn.W_O"])
        h = F.layer_norm(h + attention, (WIDTH,), w[block + "ln1.w"], w[block + "ln1.b"], EPSILON)
        forward = relu(h @ w[block + "mlp.W_in"]) @ w[block + "mlp.W_out"]
        h = F.layer_norm(h + forward, (WIDTH,), w[block + "ln2.w"], w[block + "ln2.b"], EPSILON)
    return h[:, 4:] @ w["unembed.W_U"]


def targets_of(tokens):
    """The answer at "=" and eos at the answer, [n, 2]."""
    return torch.stack([tokens[:, 5], torch.full_like(tokens[:, 5], EOS)], dim=1)


def normalise_numpy(x, gain, bias):
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = (centred ** 2).sum(axis=-1, keepdims=True) / x.shape[-1]
    return centred / np.sqrt(variance + EPSILON) * gain + bias


def numpy_loss(w, tokens, targets):
    """The same loss without torch, in float64, from the description above."""
    h = w["embed.W_E"][tokens] + sinusoid()[None]
    for layer in range(LAYERS):
        block = f"blocks.{layer}."
        attention = goldens.attention_numpy(h, *(w[block + "attn.W_" + name] for name in "QKVO"), causal=True)
        h = normalise_numpy(h + attention, w[block + "ln1.w"], w[block + "ln1.b"])
        forward = np.maximum(h @ w[block + "mlp.W_in"], 0) @ w[block + "mlp.W_out"]
        h = normalise_numpy(h + forward, w[block + "ln2.w"], w[block + "ln2.b"])
    return goldens.cross_entropy_numpy(h[:, 4:] @ w["unembed.W_U"], targets)


def check(initial, tokens, losses, gradients, final):
    """Loss, gradient and update against numpy; raises AssertionError."""
    w = {name: value.numpy().astype(np.float64) for name, value in initial.items()}
    targets = targets_of(tokens)
    goldens.assert_close("first loss", numpy_loss(w, tokens.numpy(), targets.numpy()), losses[0], 1e-12)
    few, few_targets = tokens[:20], targets[:20]
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in w.items()}
    goldens.cross_entropy_double(logits(leaves, few), few_targets).backward()
    goldens.check_gradient(lambda v: numpy_loss(v, few.numpy(), few_targets.numpy()), w,
                           {name: leaf.grad.numpy() for name, leaf in leaves.items()}, seed=1)
    again = goldens.numpy_adamw(w, gradients, lambda s: 1e-3 * goldens.warm_up(s), 1.0, 0.9, 0.98, 1e-8)
    for name, value in again.items():
        goldens.assert_close("AdamW on " + name, value, final[name], 0, 1e-13)


def main():
    equations = training_equations()
    assert equations.shape == (4656, 6)
    rows = batches(len(equations))
    tokens = [torch.from_numpy(equations[batch]) for batch in rows]
    initial = initial_weights()

    def loss_of(w, step, relu):
        return goldens.cross_entropy_double(logits(w, tokens[step], relu), targets_of(tokens[step]))

    def float32_loss_of(w, step):
        return F.cross_entropy(logits(w, tokens[step]).reshape(-1, VOCABULARY), targets_of(tokens[step]).reshape(-1))

    def run(dtype, kinks, side=None):
        return goldens.train(initial, dtype, lambda w, step: loss_of(w, step, kinks.relu),
                             lambda p: torch.optim.AdamW(p, lr=0.0, **ADAMW),
                             lambda step: 1e-3 * goldens.warm_up(step), side)

    kinks32, kinks64 = goldens.Kinks(), goldens.Kinks()
    losses32, side, _, single = run(torch.float32, kinks32, float32_loss_of)
    losses64, _, gradients, double = run(torch.float64, kinks64)
    check(initial, tokens[0], losses64, gradients, double)

    goldens.store_trace("power2022", initial, single, double, gradients[0], "power2022")
    kinks = goldens.kink_report(kinks32, kinks64)
    table = goldens.noise(single, double, gradients)
    goldens.write_json(goldens.path("power2022", "losses.json"), {
        "float32": losses32, "float64": losses64, "float32WithFloat32Loss": side,
        "trainEquations": len(equations), "torch": torch.__version__, "relu": kinks, "noise": table})
    with open(goldens.path("power2022", "batches.csv"), "w", encoding="utf-8") as out:
        out.write("step,row,a,b,c\n")
        for step, batch in enumerate(rows):
            for row in batch:
                _, a, _, b, _, c = equations[row]
                out.write(f"{step},{row},{a - RESIDUE},{b - RESIDUE},{c - RESIDUE}\n")
    print("power2022 losses", losses64[0], "...", losses64[-1],
          "largest relative loss difference", max(abs(a / b - 1) for a, b in zip(losses32, losses64)), kinks)
    goldens.print_noise(table)


if __name__ == "__main__":
    main()
