"""The atlas: how many runs of each family generalised within their budget, and how late.

python3 python/examples/the_atlas.py
"""

import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import groklab

ATLAS = pathlib.Path(__file__).parents[2] / "docs" / "atlas" / "atlas.parquet"


def main(path):
    families = {}
    for run in groklab.atlas(path):
        families.setdefault((run["part"], run["family"]), []).append(run)
    print("part", "family", "runs", "generalised", "median T_grok of those", sep="\t")
    for (part, family), runs in sorted(families.items()):
        times = [run["generalizedAt"] for run in runs if run["generalizedAt"] is not None]
        print(
            part,
            family,
            len(runs),
            len(times),
            statistics.median(times) if times else "-",
            sep="\t",
        )


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else ATLAS)
    except groklab.GroklabError as error:
        sys.exit(str(error))
