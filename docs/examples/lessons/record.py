"""Runs what the lessons show and writes down its curves:

    python3 docs/examples/lessons/record.py web/src/main/resources/groklab/web/lesson/runs.json

About ten minutes of two processors. A run whose arguments have not changed keeps what is there; the digest of each
says whether another machine gives the same bits. Numbers are kept to five digits.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

SMALL = "docs/examples/lessons/small-addition.toml"
MIRROR = 'probes.measures=["loss","accuracy","swappedCells"]'
RUNS = {
    "textbook": ["quickstart", "--seed", "1"],
    "mirror": ["addition-59", "--set", MIRROR],
    "decay-0.01": [SMALL, "--set", "optimizer.weightDecay=0.01"],
    "decay-0.25": [SMALL, "--set", "optimizer.weightDecay=0.25"],
    "decay-1": [SMALL],
    "decay-8": [SMALL, "--set", "optimizer.weightDecay=8"],
    "decay-100": [SMALL, "--set", "optimizer.weightDecay=100"],
    "share-0.2": [SMALL, "--set", "task.trainFraction=0.2"],
    "share-0.4": [SMALL, "--set", "task.trainFraction=0.4"],
    "share-0.8": [SMALL, "--set", "task.trainFraction=0.8"],
    "random-labels": [SMALL, "--set", "task.noisyLabels=576", "--set", "optimizer.weightDecay=0.3"],
}
COLUMNS = [
    "train.loss",
    "train.accuracy",
    "validation.loss",
    "validation.accuracy",
    "weights.l2",
    "fourier.embedding.gini",
    "fourier.neuronFve",
    "validation.accuracy.swappedSeen",
    "validation.accuracy.swappedUnseen",
]
SUMMARY = ["seed", "steps", "memorizedAt", "generalizedAt", "delayRatio", "verdict", "digest"]


def rounded(value):
    if not isinstance(value, float) or not math.isfinite(value):
        return value if isinstance(value, int) else None
    return float(f"{value:.5g}")


def record(arguments):
    with tempfile.TemporaryDirectory() as folder:
        directory = pathlib.Path(folder) / "run"
        command = ["./groklab", "run", *arguments, "--out", str(directory)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        probes = [json.loads(line) for line in (directory / "metrics.jsonl").open()]
        summary = json.loads((directory / "summary.json").read_text())
        lookup = summary["criterion"]["baselines"]["validation"]["lookUp"]
    curves = {
        name: [rounded(probe.get(name)) for probe in probes]
        for name in COLUMNS
        if any(name in probe for probe in probes)
    }
    about = {name: summary[name] for name in SUMMARY} | {"lookUp": rounded(lookup)}
    return about | {"step": [probe["step"] for probe in probes], "curves": curves}


def quoted(argument):
    return f"'{argument}'" if any(letter in argument for letter in ' "[]*') else argument


def main(target):
    target = pathlib.Path(target)
    known = json.loads(target.read_text()) if target.exists() else {}
    runs = {}
    for name, arguments in RUNS.items():
        command = "./groklab run " + " ".join(quoted(each) for each in arguments)
        before = known.get(name)
        same = before is not None and before["command"] == command
        runs[name] = before if same else {"command": command} | record(arguments)
        print(name, runs[name]["verdict"], runs[name]["memorizedAt"], runs[name]["generalizedAt"], flush=True)
        lines = (f"{json.dumps(each)}: {json.dumps(runs[each], separators=(',', ':'))}" for each in runs)
        target.write_text("{\n" + ",\n".join(lines) + "\n}\n")


main(*sys.argv[1:])
