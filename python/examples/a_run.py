"""One run: when it memorised, when it generalised, and what its weights did meanwhile.

python3 python/examples/a_run.py runs/quickstart-seed0
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import groklab


def main(path):
    run = groklab.Run(path)
    summary = run.summary or {}
    print(f"{run.spec['name']}, seed {run.spec['seed']}: {summary.get('verdict', 'under way')}")
    print(
        f"memorised at {summary.get('memorizedAt')}, generalised at {summary.get('generalizedAt')}"
    )
    steps, accuracy = run.curve("validation.accuracy")
    _, norm = run.curve("weights.l2")
    for i in range(0, len(steps), max(1, len(steps) // 12)):
        bar = "#" * round(40 * accuracy[i])
        print(f"{steps[i]:>8,} {accuracy[i]:6.1%} |w| {norm[i]:7.2f} {bar}")
    first, losses = run.losses()
    print(f"{len(losses):,} losses from step {first}, the last one {losses[-1]:.3g}")


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "runs/quickstart-seed0")
    except groklab.GroklabError as error:
        sys.exit(str(error))
