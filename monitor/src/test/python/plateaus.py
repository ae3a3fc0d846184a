"""Real runs that grok and real runs that never will, for the odds of `groklab diagnose`.

    python plateaus.py OUT FIRST LAST

Writes OUT/KIND-N/metrics.csv for N from FIRST to LAST: `groks` (addition mod 29, weight decay 0.3 to
3, 55 to 80 % of the pairs, until it has generalised), `overfits` (clusters that overlap),
`wrong-labels` (30 to 60 % of them), `random-labels` (addition, labels shuffled). All knobs are drawn
from N.
"""
import pathlib, sys

import torch

import ten_kinds
from ten_kinds import adamw, addition, clusters, measure, network


def run(out, data, net, optimizer, steps):
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "metrics.csv", "w") as table:
        table.write("step,train_loss,train_acc,val_loss,val_acc\n")
        last = 0
        for step in range(steps + 1):
            if step < 50 and step % 5 == 0 or step >= 1.05 * last + 1:
                last = step
                train, val = measure(net, *data[:2], False), measure(net, *data[2:], False)
                table.write(f"{step},{train[0]},{train[1]},{val[0]},{val[1]}\n")
                if train[1] == 1 and val[1] > 0.97:
                    break
            optimizer.zero_grad()
            ten_kinds.loss_of(net, *data[:2], False).backward()
            optimizer.step()


def main():
    out, first, last = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for n in range(first, last + 1):
        g = torch.Generator().manual_seed(n)
        u = torch.rand(4, generator=g).tolist()
        decay, share = 0.3 * 10 ** u[0], 0.55 + 0.25 * u[1]
        net = network(58, 29, 128, g)
        run(out / f"groks-{n}", addition(29, share, g), net, adamw(net, 0.01, decay), 6000)
        net = network(58, 29, 128, g)
        x, y, vx, vy = addition(29, share, g)
        shuffled = y[torch.randperm(len(y), generator=g)]
        run(out / f"random-labels-{n}", (x, shuffled, vx, vy), net, adamw(net, 0.01, decay), 2000)
        net = network(40, 10, 128, g)
        size, small = int(150 + 300 * u[2]), 10 ** (-3 + 3 * u[3])
        data = clusters(size, 0.25 + 0.4 * u[1], g)
        run(out / f"overfits-{n}", data, net, adamw(net, 1e-3, small), 2000)
        net = network(40, 10, 128, g)
        data = clusters(size, 0.8, g, noise=0.3 + 0.3 * u[2])
        run(out / f"wrong-labels-{n}", data, net, adamw(net, 1e-3, small), 2000)
        print(n, flush=True)


if __name__ == "__main__":
    main()
