"""What Groklab has recorded, in Python: runs, sweeps, the atlas, other programs' logs.

One plain file that needs Python 3.11 and nothing else: copy it, or put its folder on the path.
With numpy there, weights are arrays; with pandas or polars there, tables become frames. Files are
read as they are and nothing is written. Numbers are those of the files, to the last digit.

    import groklab

    run = groklab.Run("runs/quickstart-seed0")
    steps, accuracy = run.curve("validation.accuracy")
    run.summary["verdict"], run.weights(2048)["embed.W_E"]

    sweep = groklab.Sweep("sweeps/decay-and-share")
    sweep.cells("optimizer.weightDecay")

The formats are described in docs/how-to/read-a-run-directory.md, export.md and docs/atlas.md.
"""

import json
import math
import pathlib
import shutil
import statistics
import struct
import subprocess
import tomllib
import zlib

NOT_FINITE = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


class GroklabError(Exception):
    """What was asked for is not there, or a file is not what it should be: one sentence."""


def _number(value):
    """JSON has no NaN and no infinities: they stand as texts."""
    return NOT_FINITE.get(value, value) if isinstance(value, str) else value


def _lines(path):
    """The objects of a file of JSON lines. A last line that is not ended is being written."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise GroklabError(f"{path} cannot be read: {error.strerror}") from error
    found = []
    for number, line in enumerate(text[: text.rfind(b"\n") + 1].splitlines(), 1):
        try:
            found.append(json.loads(line))
        except ValueError as error:
            raise GroklabError(
                f"{path} is damaged in line {number}; ./groklab verify says what is still good"
            ) from error
    return found


class Run:
    """A run directory, finished or not, as it is now."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        if not (self.path / "spec.toml").is_file():
            raise GroklabError(f"{path} is no run directory; it has no spec.toml")

    @property
    def spec(self) -> dict:
        """The whole spec, by sections."""
        return tomllib.loads((self.path / "spec.toml").read_text("utf-8"))

    @property
    def summary(self) -> dict | None:
        """Times, verdict, phases, last values; None while the run goes on."""
        file = self.path / "summary.json"
        return json.loads(file.read_text("utf-8")) if file.is_file() else None

    @property
    def probes(self) -> list[dict]:
        """What was measured, a dictionary for each probe, with its "step"."""
        return [
            {name: _number(value) for name, value in probe.items()}
            for probe in _lines(self.path / "metrics.jsonl")
        ]

    @property
    def events(self) -> list[dict]:
        """What happened, each with its "step" and "type"."""
        return _lines(self.path / "events.jsonl")

    @property
    def metrics(self) -> dict[str, list]:
        """The probes by columns; None where a measure was not taken."""
        return columns(self.probes)

    def curve(self, measure: str) -> tuple[list[int], list[float]]:
        """Steps and values of one measure, of the probes that took it."""
        taken = [(probe["step"], probe[measure]) for probe in self.probes if measure in probe]
        if not taken:
            known = ", ".join(name for name in self.metrics if name != "step")
            raise GroklabError(f"{self.path} has not measured {measure}; it has {known}")
        steps, values = zip(*taken)
        return list(steps), list(values)

    def losses(self) -> tuple[int, list[float]]:
        """The training loss of every step as it was computed, and the step of the first."""
        file = self.path / "loss.trace"
        if not file.is_file():
            raise GroklabError(
                f"{self.path} has no loss.trace: it was run with probes.trace = false"
            )
        data, at, first, values, bits = file.read_bytes(), 0, None, [], 0
        while at + 20 <= len(data):
            magic, start, count, size = struct.unpack_from("<4sqii", data, at)
            if magic != b"LTR1" or at + 20 + size > len(data):
                break
            planes, bits = zlib.decompress(data[at + 20 : at + 20 + size]), 0
            first = start if first is None else first
            for i in range(count):
                bits = (bits + int.from_bytes(planes[i::count], "little")) % 2**64
                values.append(struct.unpack("<d", struct.pack("<Q", bits))[0])
            at += 20 + size
        return first or 0, values

    @property
    def checkpoints(self) -> list[int]:
        """Steps of the checkpoints, ascending."""
        files = (self.path / "checkpoints").glob("step-*.safetensors")
        return sorted(int(file.stem.removeprefix("step-")) for file in files)

    def weights(self, step: int, optimizer: bool = False) -> dict:
        """Name -> array of a checkpoint (numpy); with its optimiser's state if that is wanted."""
        file = self.path / "checkpoints" / f"step-{step}.safetensors"
        if not file.is_file():
            have = ", ".join(map(str, self.checkpoints))
            raise GroklabError(f"{self.path} has no checkpoint of step {step}; it has {have}")
        return {
            name: array
            for name, array in safetensors(file).items()
            if optimizer or not name.startswith("optimizer.")
        }

    def frame(self, library: str = "pandas"):
        """The metrics as a frame of pandas or polars."""
        return frame(self.metrics, library)


def safetensors(path) -> dict:
    """Name -> numpy array of a safetensors file, whose libraries need not be there."""
    try:
        import numpy
    except ImportError as error:
        raise GroklabError(
            "weights are arrays of numpy, which is not there: pip install numpy"
        ) from error
    types = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "|u1"}
    data = pathlib.Path(path).read_bytes()
    size = struct.unpack_from("<Q", data)[0]
    arrays = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if name == "__metadata__":
            continue
        if entry["dtype"] not in types:
            raise GroklabError(
                f"{path}: {name} is {entry['dtype']}; the library safetensors reads it"
            )
        start, end = entry["data_offsets"]
        part = data[8 + size + start : 8 + size + end]
        arrays[name] = numpy.frombuffer(part, types[entry["dtype"]]).reshape(entry["shape"])
    return arrays


class Sweep:
    """The folder of a sweep, finished or not, as it is now."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        if not (self.path / "sweep.toml").is_file():
            raise GroklabError(f"{path} is no folder of a sweep; it has no sweep.toml")

    @property
    def sweep(self) -> dict:
        """The question: axes, seeds, what all runs share."""
        return tomllib.loads((self.path / "sweep.toml").read_text("utf-8"))

    @property
    def runs(self) -> list[dict]:
        """A dictionary for each run that has ended: id, seed, its settings under their keys,
        decided, reason, failure, and what its summary holds (memorizedAt, verdict, ...)."""
        rows = {}
        for part in sorted(self.path.glob("runs-*.jsonl")):
            for line in _lines(part):
                rows[line["id"], line["seed"]] = self._row(line)
        return list(rows.values())

    @staticmethod
    def _row(line):
        row = {name: line.get(name) for name in ("id", "seed", "decided", "reason", "failure")}
        row |= line["settings"]
        summary = line.get("summary") or {}
        row |= {name: _number(value) for name, value in summary.items() if name not in row}
        return row

    def cells(self, *keys: str, time: str = "generalizedAt") -> list[dict]:
        """The runs by their values of some keys: how many, how many were censored (not there when
        they ended), and the median of a time with its range. A censored run counts as later than
        all others; where the median falls among such, it is None."""
        groups = {}
        for row in self.runs:
            missing = [key for key in keys if key not in row]
            if missing:
                raise GroklabError(f"{self.path} has no key {missing[0]}; it has {', '.join(row)}")
            groups.setdefault(tuple(map(json.dumps, (row[key] for key in keys))), []).append(row)
        return [
            dict(zip(keys, map(json.loads, place))) | _times([row.get(time) for row in rows])
            for place, rows in sorted(groups.items(), key=lambda group: list(map(_order, group[0])))
        ]

    def frame(self, library: str = "pandas"):
        """The runs as a frame of pandas or polars."""
        return frame(columns(self.runs), library)


def _order(text):
    """Numbers before other values, by size; others by their text."""
    value = json.loads(text)
    return (0, value, "") if isinstance(value, (int, float)) else (1, 0, text)


def _times(times):
    known = [time for time in times if time is not None]
    middle = statistics.median([math.inf if time is None else time for time in times])
    return {
        "runs": len(times),
        "censored": len(times) - len(known),
        "median": None if math.isinf(middle) else middle,
        "lowest": min(known, default=None),
        "highest": max(known, default=None),
    }


def atlas(path="docs/atlas/atlas.parquet") -> list[dict]:
    """The runs of the atlas, a dictionary each, its curves as lists; see docs/atlas.md. Parquet is
    read by pyarrow, polars or duckdb, whichever is there."""
    if not pathlib.Path(path).is_file():
        raise GroklabError(
            f"{path} is not there; name the file, docs/atlas/atlas.parquet in the repository"
        )
    try:
        import pyarrow.parquet

        return pyarrow.parquet.read_table(path).to_pylist()
    except ImportError:
        pass
    try:
        import polars

        return polars.read_parquet(path).to_dicts()
    except ImportError:
        pass
    try:
        import duckdb
    except ImportError as error:
        raise GroklabError(
            "Parquet needs pyarrow, polars or duckdb: pip install pyarrow"
        ) from error
    found = duckdb.sql(f"select * from read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')")
    return [dict(zip(found.columns, row)) for row in found.fetchall()]


def diagnose(path, groklab="./groklab") -> dict:
    """What `groklab diagnose --json` says of a log of any program."""
    command = shutil.which(str(groklab))
    if command is None:
        raise GroklabError(
            f"{groklab} is no program; say where the launcher is: diagnose(path, groklab=...)"
        )
    done = subprocess.run(
        [command, "diagnose", str(path), "--json"], capture_output=True, text=True
    )
    if done.returncode != 0:
        raise GroklabError(done.stderr.strip().splitlines()[-1].removeprefix("groklab: "))
    return json.loads(done.stdout)


def columns(rows: list[dict]) -> dict[str, list]:
    """Rows as columns, in the order in which names come up first; None where a row lacks one."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def frame(table: dict[str, list], library: str = "pandas"):
    """Columns as a frame of pandas or polars."""
    if library not in ("pandas", "polars"):
        raise GroklabError(f"library is {library!r}; expected 'pandas' or 'polars'")
    try:
        module = __import__(library)
    except ImportError as error:
        raise GroklabError(f"{library} is not there: pip install {library}") from error
    return module.DataFrame(table)
