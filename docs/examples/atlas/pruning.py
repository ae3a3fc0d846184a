"""What the caps of `groklab tune` would cost on the atlas, against the same search without caps.

    pip install duckdb
    python docs/examples/atlas/pruning.py

Of each family and part with at least three runs that generalised, its cells are candidates in 200 random
orders: the first seed is that of the search, the second that of the finals. A capped search ends a run
where it cannot be among the `K` soonest any more.
"""
import pathlib
import random

import duckdb

ATLAS = pathlib.Path(__file__).parents[2] / "atlas" / "atlas.parquet"
NEVER = float("inf")
ROUND, FINALISTS, PATIENCE, ORDERS = 8, 4, 4, 200


def families():
    rows = duckdb.sql(
        f"select part || '/' || family, settings::varchar, seed, generalizedAt, steps from '{ATLAS}' order by seed"
    ).fetchall()
    found = {}
    for family, cell, _, generalised, steps in rows:
        time = NEVER if generalised is None else generalised
        found.setdefault(family, {}).setdefault(cell, []).append((time, steps))
    for family, cells in sorted(found.items()):
        pairs = {cell: runs for cell, runs in cells.items() if len(runs) == 2}
        if sum(runs[0][0] < NEVER for runs in pairs.values()) >= 3:
            yield family, pairs


def spent(run, cap):
    time, steps = run
    return min(cap, steps if time == NEVER else 1.25 * time)


def search(cells, order, k):
    """The chosen cell, grokking runs that were ended, grokking runs, steps of the search."""
    tried, ended, grokking, steps = [], 0, 0, 0
    for begin in range(0, len(order), ROUND):
        times = sorted(time for time, _ in tried)
        cap = NEVER if k is None or len(times) < k else times[k - 1]
        for cell in order[begin : begin + ROUND]:
            run = cells[cell][0]
            grokking += run[0] < NEVER
            ended += cap < run[0] < NEVER
            steps += spent(run, cap)
            tried.append((run[0] if run[0] <= cap else NEVER, cell))
    finals = sorted(each for each in tried if each[0] < NEVER)[:FINALISTS]
    patience = PATIENCE * finals[-1][0] if k is not None else NEVER
    judged = []
    for time, cell in finals:
        other = cells[cell][1][0]
        judged.append((time + (other if other <= patience else NEVER), time, cell))
    return min(judged)[2], ended, grokking, steps


print("| part/family | cells | K | same choice | grokking runs ended | steps |\n|---|---|---|---|---|---|")
for family, cells in families():
    for k in (1, FINALISTS):
        orders = random.Random(0)
        same = ended = grokking = capped = whole = 0
        for _ in range(ORDERS):
            order = list(cells)
            orders.shuffle(order)
            one = search(cells, order, k)
            other = search(cells, order, None)
            same += one[0] == other[0]
            ended, grokking = ended + one[1], grokking + one[2]
            capped, whole = capped + one[3], whole + other[3]
        print(
            f"| {family} | {len(cells)} | {k} | {same / ORDERS:.0%} | {ended / grokking:.0%} "
            f"| {capped / whole:.0%} |"
        )
