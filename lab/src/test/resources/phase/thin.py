#!/usr/bin/env python3
"""Thins metrics.jsonl of a run directory to a table for the detector suite.

    thin.py RUN_DIRECTORY CLASSES LOOK_UP LAST_LAYER COMMAND > NAME.csv

Every probe up to 40, then every third, and the last one; six significant digits. COMMAND is what made the run,
CLASSES and LOOK_UP (the share of the validation set that f(b,a) = f(a,b) answers) are what the run knew of its task.
"""
import json
import sys

run, classes, look_up, last_layer, command = sys.argv[1:]
measures = ["train.loss", "train.accuracy", "validation.loss", "validation.accuracy", "weights.l2", last_layer]
probes = [json.loads(line) for line in open(run + "/metrics.jsonl")]
kept = [p for i, p in enumerate(probes) if i < 40 or i % 3 == 0 or i == len(probes) - 1]
print("# " + command)
print(f"# classes={classes} lookUp={look_up} lastLayer={last_layer.removeprefix('weights.l2.')}")
print(",".join(["step"] + measures))
for probe in kept:
    print(",".join([str(probe["step"])] + [f"{float(probe[m]):.6g}" for m in measures]))
