#!/bin/sh
# make.sh COMMIT...: what Groklab wrote at a commit, for FormatsTest: TIME-COMMIT.zip beside this script. Builds each
# commit in a clone of its own, then records with it a run to its end, a run that is interrupted, and, from when there
# were sweeps, a sweep. The figures are left out: they are no results.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(git -C "$here" rev-parse --show-toplevel)
small="--set task.modulus=7 --set model.width=8 --threads 1"

for commit; do
  work=$(mktemp -d)
  git clone -q "$root" "$work/groklab"
  git -C "$work/groklab" checkout -q "$commit"
  name=$(git -C "$work/groklab" log -1 --format=%ad-%h --date=format:%Y-%m-%dT%H%M --abbrev=8)
  cd "$work/groklab"
  mkdir "$work/$name"
  ./groklab run mlp-addition $small --set budget.steps=300 --out "$work/$name/finished"
  ./groklab run mlp-addition $small --set budget.steps=5000 --seed 1 --out "$work/$name/interrupted" &
  until [ -e "$work/$name/interrupted/checkpoints/step-256.safetensors" ]; do sleep 0.05; done
  kill -TERM $! || true
  wait $! || true
  [ ! -e "$work/$name/interrupted/DONE" ] || { echo "the run was over before it was interrupted" >&2; exit 1; }
  if ./groklab --help | grep -q '^ *sweep '; then
    cat > "$work/$name/sweep.toml" <<'SWEEP'
name = "decays"
base = "mlp-addition"
seeds = [0, 1]

[set]
task.modulus = 7
model.width = 8
budget.steps = 200

[[axis]]
key = "optimizer.weightDecay"
values = [0.1, 2.0]
SWEEP
    ./groklab sweep "$work/$name/sweep.toml" --out "$work/$name/sweep"
  fi
  cd "$work"
  rm -f "$here/$name.zip"
  find "$name" -type f ! -name '*.html' ! -name '*.svg' ! -name '*.png' | LC_ALL=C sort | zip -q -X -@ "$here/$name.zip"
  rm -rf "$work"
done
