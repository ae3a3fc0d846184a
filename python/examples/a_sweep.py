"""A sweep: the median time to generalise for each value of a key, with its range.

python3 python/examples/a_sweep.py sweeps/decay-and-share optimizer.weightDecay
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import groklab


def main(path, *keys):
    sweep = groklab.Sweep(path)
    keys = keys or (sweep.sweep["axis"][0]["key"],)
    cells = sweep.cells(*keys)
    print(*keys, "runs", "censored", "median", "lowest", "highest", sep="\t")
    for cell in cells:
        print(*("-" if value is None else value for value in cell.values()), sep="\t")


if __name__ == "__main__":
    try:
        main(*(sys.argv[1:] or ["sweeps/decay-and-share"]))
    except groklab.GroklabError as error:
        sys.exit(str(error))
