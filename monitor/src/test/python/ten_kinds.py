"""Ten kinds of PyTorch runs, logged as people log them, to be diagnosed.

    pip install torch tensorboard
    python ten_kinds.py OUT SEED [KIND ...]

Each run lies in OUT/KIND-SEED/FORMAT: TensorBoard events, a table, JSON lines, printed lines. The
kind that it was made to be is its name; what came of it decides whether it is one.
"""
import csv, json, math, pathlib, sys

import torch
import torch.nn.functional as F
from torch.utils.tensorboard import SummaryWriter

torch.set_num_threads(1)


class Log:
    def __init__(self, folder):
        for name in ["tensorboard", "table", "json", "printed"]:
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.board = SummaryWriter(str(folder / "tensorboard"))
        self.table = open(folder / "table" / "metrics.csv", "a", newline="")
        self.json = open(folder / "json" / "log.jsonl", "a")
        self.printed = open(folder / "printed" / "train.log", "a")

    def point(self, step, train, val):
        row = dict(step=step, train_loss=train[0], train_acc=train[1], val_loss=val[0], val_acc=val[1])
        for name, value in row.items():
            if name != "step":
                self.board.add_scalar(name, value, step)
        if self.table.tell() == 0:
            self.table.write(",".join(row) + "\n")
        self.table.write(",".join(str(v) for v in row.values()) + "\n")
        self.json.write(json.dumps(row) + "\n")
        self.printed.write(f"step {step}: train loss {train[0]:.6g}, train acc {train[1]:.4f}, val loss {val[0]:.6g}, val acc {val[1]:.4f}\n")

    def close(self):
        for each in [self.board, self.table, self.json, self.printed]:
            each.close()


def addition(p, share, generator):
    pairs = torch.tensor([(a, b) for a in range(p) for b in range(p)])
    x = torch.cat([F.one_hot(pairs[:, 0], p), F.one_hot(pairs[:, 1], p)], 1).float()
    y = pairs.sum(1) % p
    order = torch.randperm(len(y), generator=generator)
    cut = int(share * len(y))
    return x[order[:cut]], y[order[:cut]], x[order[cut:]], y[order[cut:]]


def clusters(n, distance, generator, noise=0.0, classes=10, dim=40):
    centers = torch.randn(classes, dim, generator=generator)
    y = torch.randint(0, classes, (n + 1000,), generator=generator)
    x = distance * centers[y] + torch.randn(n + 1000, dim, generator=generator)
    wrong = torch.rand(n, generator=generator) < noise
    y[:n] = torch.where(wrong, torch.randint(0, classes, (n,), generator=generator), y[:n])
    return x[:n], y[:n], x[n:], y[n:]


def network(inputs, outputs, width, generator):
    layers = torch.nn.Sequential(
        torch.nn.Linear(inputs, width, bias=False), torch.nn.ReLU(), torch.nn.Linear(width, outputs, bias=False)
    )
    for layer in [layers[0], layers[2]]:
        with torch.no_grad():
            bound = 1 / math.sqrt(layer.in_features)
            layer.weight.uniform_(-bound, bound, generator=generator)
    return layers


def loss_of(net, x, y, half):
    logits = net(x)
    each = F.cross_entropy(logits.half() if half else logits, y, reduction="none")
    return each.float().mean()


def measure(net, x, y, half):
    with torch.no_grad():
        return loss_of(net, x, y, half).item(), (net(x).argmax(1) == y).float().mean().item()


def due(step):
    return step < 100 and step % 5 == 0 or step % 20 == 0


def train(folder, data, net, optimizer, steps, half=False, first=0, before=lambda step, data: data, log=None):
    own = log is None
    log = log or Log(folder)
    for step in range(first, steps + 1):
        data = before(step, data)
        if due(step):
            log.point(step, measure(net, data[0], data[1], half), measure(net, data[2], data[3], half))
        optimizer.zero_grad()
        loss_of(net, data[0], data[1], half).backward()
        optimizer.step()
    if own:
        log.close()


def adamw(net, rate=0.01, decay=1.0, **more):
    return torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=decay, betas=(0.9, 0.98), **more)


def grokking(folder, g):
    net = network(58, 29, 128, g)
    train(folder, addition(29, 0.6, g), net, adamw(net), 4000)


def overfitting(folder, g):
    net = network(40, 10, 256, g)
    train(folder, clusters(300, 0.35, g), net, adamw(net, 1e-3, 0.01), 4000)


def still_learning(folder, g):
    net = network(58, 29, 128, g)
    train(folder, addition(29, 0.6, g), net, torch.optim.SGD(net.parameters(), lr=0.5), 500)


def diverged(folder, g):
    net = network(40, 10, 256, g)
    train(folder, clusters(300, 3.0, g), net, torch.optim.SGD(net.parameters(), lr=50.0, momentum=0.9), 400)


def slingshots(folder, g):
    net = network(58, 29, 200, g)
    adam = torch.optim.Adam(net.parameters(), lr=0.01, betas=(0.9, 0.95), eps=1e-8)
    train(folder, addition(29, 0.4, g), net, adam, 8000)


def collapse(folder, g):
    """Random labels, and losses in float16, where 1 + exp(-8) is 1: no example is left to learn from."""
    net = network(40, 10, 256, g)
    adam = torch.optim.Adam(net.parameters(), lr=3e-3)
    train(folder, clusters(300, 0.35, g, noise=1.0), net, adam, 5000, half=True)


def un_grokking(folder, g):
    net = network(58, 29, 128, g)

    def fewer(step, data):
        if step != 4000:
            return data
        keep = len(data[1]) // 4
        rest = torch.cat([data[0][keep:], data[2]]), torch.cat([data[1][keep:], data[3]])
        return data[0][:keep], data[1][:keep], *rest

    train(folder, addition(29, 0.6, g), net, adamw(net), 8000, before=fewer)


def label_noise(folder, g):
    net = network(40, 10, 256, g)
    train(folder, clusters(300, 0.8, g, noise=0.4), net, adamw(net, 1e-3, 0.01), 4000)


def random_labels(folder, g):
    net = network(58, 29, 128, g)
    x, y, vx, vy = addition(29, 0.6, g)
    train(folder, (x, y[torch.randperm(len(y), generator=g)], vx, vy), net, adamw(net), 4000)


def at_once(folder, g):
    net = network(40, 10, 256, g)
    train(folder, clusters(2000, 1.5, g), net, adamw(net, 1e-3, 0.01), 1000)


def restarted(folder, g):
    """Killed at step 1500 and gone on from a checkpoint of step 1000."""
    net = network(58, 29, 128, g)
    data = addition(29, 0.6, g)
    optimizer = adamw(net)
    train(folder, data, net, optimizer, 999)
    kept = {k: v.clone() for k, v in net.state_dict().items()}
    import copy
    moments = copy.deepcopy(optimizer.state_dict())
    train(folder, data, net, optimizer, 1500, first=1000)
    net.load_state_dict(kept)
    optimizer.load_state_dict(moments)
    train(folder, data, net, optimizer, 4000, first=1000)


KINDS = [grokking, overfitting, still_learning, diverged, slingshots, collapse, un_grokking, label_noise,
         random_labels, at_once, restarted]

if __name__ == "__main__":
    out, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    for kind in KINDS:
        if len(sys.argv) < 4 or kind.__name__ in sys.argv[3:]:
            name = f"{kind.__name__.replace('_', '-')}-{seed}"
            kind(out / name, torch.Generator().manual_seed(1000 * seed + KINDS.index(kind)))
            print(name, flush=True)
