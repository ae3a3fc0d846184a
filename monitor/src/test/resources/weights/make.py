"""Writes the weights below this folder with the real tools, and truth.json with what numpy says of them.

    pip install torch safetensors numpy transformers
    python make.py

Numbers are random: what counts is that each is read back. Nothing here is a trained network.
"""
import io, json, math, pathlib, pickle, shutil, zipfile
import numpy as np
import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
TRUTH = {}


def tensors():
    """One of each type that networks are stored in, with numbers at its ends."""
    g = torch.Generator().manual_seed(1)
    wide = torch.randn(3, 4, generator=g, dtype=torch.float64)
    return {
        "f64": wide,
        "f32": wide.float() * 1e-3,
        "f16": torch.tensor([1.5, -65504.0, 6e-8, 0.333], dtype=torch.float16),
        "bf16": torch.tensor([[1.5, -3e38], [1e-38, 0.333]], dtype=torch.bfloat16),
        "i64": torch.tensor([2**53, -(2**53)]),
        "i32": torch.tensor([-(2**31), 2**31 - 1], dtype=torch.int32),
        "i16": torch.tensor([-32768, 32767], dtype=torch.int16),
        "i8": torch.tensor([-128, 127], dtype=torch.int8),
        "u8": torch.tensor([0, 255], dtype=torch.uint8),
        "bool": torch.tensor([True, False]),
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 3),
    }


def note(file, named):
    """What stands in a file, row by row, as float64."""
    TRUTH.setdefault("files", {})[file] = {
        name: [float(x) for x in (t.double().numpy() if torch.is_tensor(t) else t.astype("f8")).ravel()]
        for name, t in named.items()
    }


def safetensors_files():
    save_file(tensors(), str(HERE / "types.safetensors"))
    note("types.safetensors", tensors())


def shards():
    """A tiny Llama that transformers has cut into files of at most a kilobyte."""
    from transformers import LlamaConfig, LlamaForCausalLM

    folder = fresh("sharded")
    model = LlamaForCausalLM(LlamaConfig(
        vocab_size=11, hidden_size=8, intermediate_size=12, num_hidden_layers=1, num_attention_heads=2))
    model.half().save_pretrained(folder, max_shard_size="1KB")
    for file in folder.iterdir():
        if file.suffix != ".safetensors" and not file.name.endswith(".index.json"):
            file.unlink()
    note("sharded/model.safetensors.index.json", {k: v.detach() for k, v in model.named_parameters()})


def torch_files():
    torch.save(tensors(), HERE / "types.pt")
    note("types.pt", tensors())
    base = torch.arange(24.0).reshape(4, 6)
    views = {
        "whole": base,
        "transposed": base.t(),
        "middle": base[1:3, 2:5],
        "every-other": base[:, ::2],
        "tied": base,
        "parameter": torch.nn.Parameter(torch.randn(2, 2)),
        "permuted": torch.randn(2, 3, 4).permute(2, 0, 1),
        "expanded": torch.ones(1).expand(5),
    }
    torch.save(views, HERE / "views.pt")
    note("views.pt", {k: v.detach() for k, v in views.items() if k != "expanded"})
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))
    optimizer = torch.optim.AdamW(model.parameters())
    model(torch.randn(5, 3)).sum().backward()
    optimizer.step()
    state = model.state_dict()
    whole = {
        "epoch": 3, "global_step": 1200, "pytorch-lightning_version": "2.6.6", "state_dict": state,
        "optimizer_states": [optimizer.state_dict()], "lr_schedulers": [],
        "hyper_parameters": {"lr": 1e-3, "seed": 2**70, "best": np.float64(0.5)},
    }
    torch.save(whole, HERE / "trainer.ckpt")
    note("trainer.ckpt", {k: v for k, v in state.items()})
    nano = {"model": {"_orig_mod." + k: v for k, v in state.items()}, "optimizer": optimizer.state_dict(),
            "iter_num": 250, "best_val_loss": torch.tensor(1.5), "config": {"batch_size": 64}}
    torch.save(nano, HERE / "nano.pt")
    note("nano.pt", nano["model"])


def big_endian():
    """As torch on such a machine writes it: the same archive with its storages swapped."""
    source, target = HERE / "types.pt", HERE / "big-endian.pt"
    sizes = {str(i): t.element_size() for i, t in enumerate(t for t in tensors().values())}
    with zipfile.ZipFile(source) as a, zipfile.ZipFile(target, "w") as b:
        for item in a.infolist():
            data = a.read(item)
            key = item.filename.rsplit("/", 1)[-1]
            if "/data/" in item.filename:
                data = np.frombuffer(data, f"<u{sizes[key]}").byteswap().tobytes()
            elif key == "byteorder":
                data = b"big"
            b.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), data)
    note("big-endian.pt", tensors())


class Asks:
    def __reduce__(self):
        import os
        return os.system, ("echo run > /tmp/groklab-was-here",)


def hostile():
    """What runs a command when it is unpickled; made by pickle itself."""
    torch.save({"weight": torch.ones(2), "config": Asks()}, HERE / "system.pt")


def numpy_files():
    random = np.random.default_rng(2)
    arrays = {
        "little": random.normal(size=(2, 3)).astype("<f4"),
        "big": random.normal(size=(2, 3)).astype(">f8"),
        "half": random.normal(size=4).astype("<f2"),
        "columns": np.asfortranarray(random.normal(size=(3, 2, 2))),
        "u64": np.array([2**63, 1], "<u8"),
        "u16": np.array([65535], ">u2"),
        "flag": np.array([True, False]),
        "step": np.array(700),
    }
    odd = {"words": np.array(["a", "b"]), "objects": np.array([{}, None], dtype=object)}
    np.savez(HERE / "arrays.npz", **arrays, **odd)
    note("arrays.npz", arrays)
    np.savez_compressed(HERE / "packed.npz", **arrays)
    note("packed.npz", arrays)
    np.save(HERE / "columns.npy", arrays["columns"])
    note("columns.npy", {"array": arrays["columns"]})


def numbers(states):
    """Norms, distances and moves of all floating tensors, by numpy in float64."""
    vectors = [np.concatenate([np.asarray(t, dtype="f8").ravel() for t in s.values()]) for s in states]
    return {
        "norms": [float(np.linalg.norm(v)) for v in vectors],
        "distances": [float(np.linalg.norm(v - vectors[0])) for v in vectors],
        "moves": [0.0] + [float(np.linalg.norm(b - a)) for a, b in zip(vectors, vectors[1:])],
    }


def spectrum(matrix):
    s = np.linalg.svd(np.asarray(matrix, dtype="f8"), compute_uv=False)
    p = s / s.sum()
    return {"stableRank": float((s**2).sum() / s[0] ** 2),
            "effectiveRank": float(np.exp(-(p * np.log(p)).sum())), "top": float(s[0])}


def fresh(name):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def gpt_2():
    """Checkpoints of the Hugging Face trainer's form, by transformers itself, of a tiny GPT-2 that
    is pulled about by hand, and a log on a plateau beside them."""
    from transformers import GPT2Config, GPT2LMHeadModel

    folder = fresh("gpt-2")
    torch.manual_seed(3)
    model = GPT2LMHeadModel(GPT2Config(vocab_size=17, n_positions=4, n_embd=12, n_layer=2, n_head=2))
    states = []
    for step in [100, 200, 1000]:
        with torch.no_grad():
            for p in model.parameters():
                p.mul_(0.9).add_(0.01 * torch.randn_like(p))
        model.half().save_pretrained(folder / f"checkpoint-{step}")
        states.append({k: v.detach().double().numpy() for k, v in model.named_parameters()})
        model.float()
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix != ".safetensors":
            file.unlink()
    key = "transformer.h.1.mlp.c_fc.weight"
    TRUTH["gpt-2"] = numbers(states) | {"spectrum": spectrum(states[-1][key])}
    with open(folder / "log.csv", "w") as log:
        print("step,train_loss,train_accuracy,val_loss,val_accuracy", file=log)
        for step in range(0, 1001, 20):
            fit = 1 / (1 + math.exp(-(step - 60) / 12))
            rise = 0.1 * max(0, (step - 300) / 700)
            print(f"{step},{2.8 * (1 - fit) + 1e-3},{0.06 + 0.94 * fit},{3 + 2 * fit - 8 * rise},{0.06 + rise}", file=log)


def lens():
    """The names and shapes of TransformerLens, as state dicts of torch whose names say the step."""
    folder = fresh("lens")
    g = torch.Generator().manual_seed(4)
    shapes = {
        "embed.W_E": (13, 16), "pos_embed.W_pos": (3, 16), "blocks.0.attn.W_Q": (2, 16, 8),
        "blocks.0.attn.W_O": (2, 8, 16), "blocks.0.attn.mask": (3, 3), "blocks.0.mlp.W_in": (16, 20),
        "unembed.W_U": (16, 13),
    }
    states = []
    for step in [0, 50]:
        state = {k: torch.randn(*s, generator=g) * (1 + step / 50) for k, s in shapes.items()}
        torch.save(state, folder / f"model_step_{step}.pth")
        states.append({k: v.numpy() for k, v in state.items() if not k.endswith("mask")})
    q = states[-1]["blocks.0.attn.W_Q"]
    TRUTH["lens"] = numbers(states) | {
        "spectrum": spectrum(np.concatenate(list(q), axis=1)),
        "spectrumO": spectrum(states[-1]["blocks.0.attn.W_O"].reshape(16, 16)),
    }


def llama():
    from transformers import LlamaConfig, LlamaForCausalLM

    folder = fresh("llama")
    torch.manual_seed(5)
    model = LlamaForCausalLM(LlamaConfig(
        vocab_size=11, hidden_size=8, intermediate_size=12, num_hidden_layers=1, num_attention_heads=2))
    model.bfloat16().save_pretrained(folder)
    for file in folder.iterdir():
        if file.suffix != ".safetensors":
            file.unlink()
    TRUTH["llama"] = numbers([{k: v.detach().double().numpy() for k, v in model.named_parameters()}])


if __name__ == "__main__":
    torch.manual_seed(0)
    for make in [safetensors_files, shards, torch_files, big_endian, hostile, numpy_files, gpt_2, lens, llama]:
        print(make.__name__)
        make()
    (HERE / "truth.json").write_text(json.dumps(TRUTH, indent=1))
