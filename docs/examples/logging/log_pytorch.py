"""A loop of plain PyTorch that logs what `groklab diagnose` wants.

    python log_pytorch.py LOGS
"""
import sys

import torch
import torch.nn.functional as F
from torch.utils.tensorboard import SummaryWriter

from addition import Perceptron, data, optimizer
from probes import feature_rank, is_due, weight_norm

train, unseen = data()
net = Perceptron()
opt = optimizer(net)


# --- these lines
@torch.no_grad()
def log_all(log, step):
    for name, (x, y) in {"train": train, "validation": unseen}.items():
        logits = net(x)
        log.add_scalar(f"{name}/loss", F.cross_entropy(logits, y), step)
        log.add_scalar(f"{name}/accuracy", (logits.argmax(1) == y).float().mean(), step)
    log.add_scalar("weights/l2", weight_norm(net), step)
    log.add_scalar("features/rank", feature_rank(net.features(unseen[0])), step)
# ---


log, last = SummaryWriter(sys.argv[1]), 0
for step in range(4001):
    if is_due(step, last):
        net.eval(), log_all(log, step), net.train()
        last = step
    opt.zero_grad()
    F.cross_entropy(net(train[0]), train[1]).backward()
    opt.step()
log.close()
