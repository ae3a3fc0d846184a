"""What to log beside the four curves, for any network of PyTorch."""
import torch


def is_due(step, last):
    """Whether to log: every step up to 20, then at steps that grow by a twentieth."""
    return step <= 20 or step >= 1.05 * last


@torch.no_grad()
def weight_norm(net):
    """The Euclidean norm of all weights together."""
    return torch.cat([w.flatten() for w in net.parameters()]).norm().item()


@torch.no_grad()
def feature_rank(features):
    """The effective rank of activations, a row for each example: e to the entropy (in nats) of their
    normalised singular values (Roy and Vetterli, 2007), columns centred. From 1 to min(rows, columns);
    0 where all rows are the same. Take the last hidden layer and the same 1,000 examples each time."""
    s = torch.linalg.svdvals((features - features.mean(0)).double())
    p = s[s > 0] / s.sum()
    return torch.exp(-(p * p.log()).sum()).item() if len(p) else 0.0
