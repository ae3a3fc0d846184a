"""Writes the logs below this folder with the real tools, and truth.csv with what was logged.

    pip install torch tensorboard tensorboardX wandb lightning keras transformers accelerate
    python make.py

The curve is made up: what counts is that every point is read back. wandb runs offline.
"""
import csv, json, math, os, pathlib, shutil, struct, sys

HERE = pathlib.Path(__file__).parent
os.environ["KERAS_BACKEND"] = "torch"
os.environ["WANDB_MODE"] = "offline"
os.environ["WANDB_SILENT"] = "true"
os.environ["WANDB_DISABLE_GIT"] = "true"


def float32(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def curve():
    """60 points at steps 0, 10, ..., 590: it memorises by 100 and generalises by 450."""
    rows = []
    for i in range(60):
        step = 10 * i
        fit = 1 / (1 + math.exp(-(step - 60) / 12))
        grok = 1 / (1 + math.exp(-(step - 400) / 15))
        rows.append(
            dict(
                step=step,
                train_loss=float32(4.6 * (1 - fit) + 0.001),
                train_accuracy=float32(0.01 + 0.99 * fit),
                val_loss=float32(4.6 + 3 * fit - 7.5 * grok),
                val_accuracy=float32(0.01 + 0.98 * grok),
            )
        )
    return rows


ROWS = curve()
NAMES = ["train_loss", "train_accuracy", "val_loss", "val_accuracy"]


def fresh(name):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def truth():
    with open(HERE / "truth.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, ["step", *NAMES])
        writer.writeheader()
        writer.writerows(ROWS)


def torch_tensorboard():
    from torch.utils.tensorboard import SummaryWriter

    with SummaryWriter(str(fresh("tensorboard-torch"))) as writer:
        for row in ROWS:
            for name in NAMES:
                writer.add_scalar(name, row[name], row["step"])


def restarted():
    """Stopped at step 300, gone on from a checkpoint of step 200: steps 200 to 300 are there twice."""
    import time
    from torch.utils.tensorboard import SummaryWriter

    folder = fresh("tensorboard-restarted")
    for part, rows in enumerate([ROWS[:31], ROWS[20:]]):
        with SummaryWriter(str(folder)) as writer:
            for row in rows:
                for name in NAMES:
                    wrong = 1 if part == 0 and row["step"] >= 200 else 0
                    writer.add_scalar(name, row[name] + wrong, row["step"])
        time.sleep(1.1)


def added_scalars():
    from torch.utils.tensorboard import SummaryWriter

    with SummaryWriter(str(fresh("tensorboard-added"))) as writer:
        for row in ROWS:
            for kind in ["loss", "accuracy"]:
                both = {"train": row["train_" + kind], "val": row["val_" + kind]}
                writer.add_scalars(kind, both, row["step"])


def tensorboard_x():
    from tensorboardX import SummaryWriter

    with SummaryWriter(str(fresh("tensorboard-x"))) as writer:
        for row in ROWS:
            for name in NAMES:
                writer.add_scalar(name, row[name], row["step"])


def tensors():
    """The dialect of TensorFlow 2, scalars as tensors, with a folder for each set as Keras has it."""
    from torch.utils.tensorboard import SummaryWriter

    folder = fresh("tensorboard-2")
    for prefix, sub, twice in [("train", "train", False), ("val", "validation", True)]:
        with SummaryWriter(str(folder / sub)) as writer:
            for row in ROWS:
                for kind in ["loss", "accuracy"]:
                    value = row[f"{prefix}_{kind}"]
                    writer.add_scalar(kind, value, row["step"], new_style=True, double_precision=twice)


def weights_and_biases():
    import wandb

    folder = fresh("wandb")
    run = wandb.init(project="foreign", dir=str(folder), settings=wandb.Settings(x_disable_stats=True, x_disable_meta=True, console="off"))
    for row in ROWS:
        note = {"note": "x" * 300}  # so that records lie across the blocks of 32 KiB
        wandb.log({**{name: row[name] for name in NAMES}, **note}, step=row["step"])
    run.finish()
    file = next(folder.rglob("*.wandb"))
    shutil.move(str(file), str(folder / "run-foreign.wandb"))
    shutil.rmtree(folder / "wandb")


def lightning_csv():
    from lightning.pytorch.loggers import CSVLogger

    logger = CSVLogger(str(fresh("lightning")), name="", version="version_0")
    for row in ROWS:
        logger.log_metrics({n: row[n] for n in NAMES if n.startswith("train")}, row["step"])
        logger.log_metrics({n: row[n] for n in NAMES if n.startswith("val")}, row["step"])
    logger.save()


def keras_history():
    """A real fit with two callbacks; its own numbers are its truth."""
    import keras, numpy

    folder = fresh("keras")
    random = numpy.random.default_rng(0)
    x, y = random.normal(size=(64, 8)).astype("float32"), random.integers(0, 2, 64)
    model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(2)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    log = keras.callbacks.CSVLogger(str(folder / "log.csv"))
    history = model.fit(x, y, validation_split=0.25, epochs=12, callbacks=[log], verbose=0)
    numbers = {k: [float(v) for v in values] for k, values in history.history.items()}
    (folder / "history.json").write_text(json.dumps(numbers))


def hugging_face():
    """A real Trainer; its log_history in memory is its truth."""
    import torch
    from transformers import Trainer, TrainingArguments

    folder = fresh("hugging-face")

    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = torch.nn.Linear(8, 2)

        def forward(self, x=None, labels=None):
            logits = self.layer(x)
            return {"loss": torch.nn.functional.cross_entropy(logits, labels), "logits": logits}

    torch.manual_seed(0)
    data = [{"x": torch.randn(8), "labels": i % 2} for i in range(64)]
    arguments = TrainingArguments(
        str(folder), max_steps=60, logging_steps=5, eval_strategy="steps", eval_steps=10,
        save_strategy="steps", save_steps=30, report_to=[], use_cpu=True, disable_tqdm=True,
    )
    accuracy = lambda p: {"accuracy": float((p.predictions.argmax(-1) == p.label_ids).mean())}
    trainer = Trainer(
        Net(), arguments, train_dataset=data[:48], eval_dataset=data[48:], compute_metrics=accuracy
    )
    trainer.train()
    for file in folder.rglob("*"):
        if file.is_file() and file.name != "trainer_state.json":
            file.unlink()
    (HERE / "hugging-face.json").write_text(json.dumps(trainer.state.log_history[:-1]))


def printed():
    folder = fresh("printed")
    with open(folder / "train.out", "w") as out:
        print("number of parameters: 0.12M", file=out)
        for row in ROWS:
            print(f"step {row['step']}: train loss {row['train_loss']:.4f}, val loss {row['val_loss']:.4f}", file=out)
            print(f"iter {row['step']}: loss {row['train_loss']:.4f}, time 12.00ms, mfu 1.2%", file=out)


def json_lines():
    with open(fresh("json-lines") / "log.jsonl", "w") as out:
        for row in ROWS:
            both = {s: {k: row[f"{s}_{k}"] for k in ["loss", "accuracy"]} for s in ["train", "val"]}
            print(json.dumps({"step": row["step"], **both}), file=out)


def mlflow_files():
    """Written by hand after the documentation of MLflow: the tool itself was not at hand (untested)."""
    folder = fresh("mlflow") / "0" / "run" 
    (folder / "metrics").mkdir(parents=True)
    (folder / "meta.yaml").write_text("run_name: foreign\n")
    for name in NAMES:
        with open(folder / "metrics" / name, "w") as out:
            for row in ROWS:
                print(1700000000000 + row["step"], row[name], row["step"], file=out)


def mlflow_database():
    """SQLite itself writes this, with the tables of MLflow 3 as its documentation and migrations declare
    them; MLflow was not at hand (untested). `mlflow-wal` is a copy made while the writer was at work."""
    import sqlite3

    folder = fresh("mlflow-database")
    live = fresh("mlflow-wal")
    db = sqlite3.connect(folder / "mlflow.db")
    db.executescript(
        """
        CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL,
            lifecycle_stage VARCHAR(32), CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), UNIQUE (name),
            CONSTRAINT stage CHECK (lifecycle_stage IN ('active', 'deleted')));
        CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), status VARCHAR(9), start_time BIGINT,
            lifecycle_stage VARCHAR(20), experiment_id INTEGER, CONSTRAINT run_pk PRIMARY KEY (run_uuid),
            FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id));
        CREATE TABLE "metrics" (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL,
            run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL,
            CONSTRAINT metric_pk PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan),
            FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), CHECK (is_nan IN (0, 1)));
        CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
        INSERT INTO experiments VALUES (0, 'Default', 'active'), (1, 'addition/97', 'active');
        """
    )
    for number, (run, stage) in enumerate([("foreign", "active"), ("short", "active"), ("gone", "deleted")]):
        db.execute(
            "INSERT INTO runs VALUES (?, ?, 'RUNNING', 0, ?, ?)", (f"{number}" * 32, run, stage, int(number == 1))
        )
    insert = "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, ?)"
    points = [(name, row[name], 1700000000000 + row["step"], row["step"]) for row in ROWS for name in NAMES]
    for part in [points[:150], points[150:]]:
        for key, value, time, step in part:
            db.execute(insert, (key, value, time, "0" * 32, step, 0))
        db.commit()
        db.execute("PRAGMA journal_mode=WAL")
    for i, value in enumerate([3.0, 2.0, 1.7976931348623157e308, 0.0]):
        db.execute(insert, ("train_loss", value, 1800 + i, "1" * 32, 0, int(i == 3)))
        db.execute(insert, ("train_loss", value, 1800 + i, "2" * 32, 0, 0))
    db.commit()
    # what is not committed is not there
    db.execute("PRAGMA cache_size=1")
    db.execute(insert, ("train_loss", 7.0, 9900000000000, "0" * 32, 600, 0))
    for suffix in ["", "-wal"]:
        shutil.copy(str(folder / "mlflow.db") + suffix, live)
    db.rollback()
    db.close()


def settings():
    """What runs were started with. The messages are W&B's own classes; their frames are written by hand, as its
    writer does it, and read back in the test beside a file of that writer (`wandb`)."""
    import sqlite3
    import zlib
    from wandb.proto.v6 import wandb_internal_pb2 as proto

    def put(out, message):
        data = message.SerializeToString()
        frame = struct.pack("<IHB", zlib.crc32(data, zlib.crc32(b"\x01")), len(data), 1)
        out.write(frame + data)

    with open(fresh("settings-wandb") / "run-x.wandb", "wb") as out:
        out.write(b":W&B" + struct.pack("<HB", 0xBEE1, 0))
        started = proto.Record()
        started.run.run_id = "x"
        started.run.config.update.add(key="optimizer", value_json='{"name": "adamw", "weight_decay": 0.3, "lr": 1e-3}')
        put(out, started)
        changed = proto.Record()
        changed.config.update.add(key="seed", value_json="7")
        put(out, changed)
        for step in range(3):
            point = proto.Record()
            point.history.step.num = step
            point.history.item.add(key="train_loss", value_json=str(3.0 - step))
            put(out, point)

    db = sqlite3.connect(fresh("settings-mlflow") / "mlflow.db")
    db.executescript(
        """
        CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL,
            CONSTRAINT experiment_pk PRIMARY KEY (experiment_id));
        CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), lifecycle_stage VARCHAR(20),
            experiment_id INTEGER, CONSTRAINT run_pk PRIMARY KEY (run_uuid));
        CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL,
            run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL);
        CREATE TABLE params (key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid VARCHAR(32) NOT NULL,
            CONSTRAINT param_pk PRIMARY KEY (key, run_uuid));
        INSERT INTO experiments VALUES (0, 'Default');
        INSERT INTO runs VALUES ('aaaaaaaaaa', 'one', 'active', 0), ('bbbbbbbbbb', 'two', 'active', 0);
        INSERT INTO params VALUES ('weight_decay', '0.3', 'aaaaaaaaaa'), ('lr', '0.01', 'aaaaaaaaaa');
        INSERT INTO params VALUES ('head.weight_decay', '0', 'bbbbbbbbbb'), ('body.weight_decay', '1', 'bbbbbbbbbb');
        INSERT INTO metrics (key, value, timestamp, run_uuid, step) VALUES ('train_loss', 3, 1, 'aaaaaaaaaa', 0),
            ('train_loss', 2, 2, 'aaaaaaaaaa', 1), ('train_loss', 3, 1, 'bbbbbbbbbb', 0),
            ('train_loss', 2, 2, 'bbbbbbbbbb', 1);
        """
    )
    db.commit()
    db.close()


if __name__ == "__main__":
    makers = [truth, torch_tensorboard, restarted, added_scalars, tensorboard_x, tensors,
              weights_and_biases, lightning_csv, keras_history, hugging_face, printed, json_lines, mlflow_files,
              mlflow_database, settings]
    for make in makers:
        if len(sys.argv) < 2 or make.__name__ in sys.argv[1:]:
            print(make.__name__)
            make()
