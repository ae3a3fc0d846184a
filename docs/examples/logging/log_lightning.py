"""A module of Lightning and the callback that logs what `groklab diagnose` wants.

    python log_lightning.py LOGS
"""
import logging, sys

import lightning as L
import torch
import torch.nn.functional as F
from lightning.pytorch.loggers import CSVLogger
from torch.utils.data import DataLoader, TensorDataset

from addition import Perceptron, data, optimizer
from probes import feature_rank, is_due, weight_norm


# --- these lines
class LogForGroklab(L.Callback):
    def __init__(self, **sets):
        self.sets, self.last = sets, 0

    @torch.no_grad()
    def on_train_batch_end(self, trainer, module, outputs, batch, batch_idx):
        if is_due(trainer.global_step, self.last):
            module.eval()
            values = {"weights_l2": weight_norm(module)}
            for name, (x, y) in self.sets.items():
                logits = module(x)
                values[f"{name}_loss"] = F.cross_entropy(logits, y).item()
                values[f"{name}_accuracy"] = (logits.argmax(1) == y).float().mean().item()
                values[f"{name}_features_rank"] = feature_rank(module.features(x))
            trainer.logger.log_metrics(values, trainer.global_step)
            self.last = trainer.global_step
            module.train()
# ---


class Module(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = Perceptron()
        self.forward, self.features = self.net.forward, self.net.features

    def training_step(self, batch, batch_idx):
        return F.cross_entropy(self(batch[0]), batch[1])

    def configure_optimizers(self):
        return optimizer(self)


train, unseen = data()
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
L.Trainer(
    max_steps=4000,
    accelerator="cpu",
    logger=CSVLogger(sys.argv[1]),
    callbacks=[LogForGroklab(train=train, val=unseen)],
    enable_checkpointing=False,
    enable_progress_bar=False,
    enable_model_summary=False,
).fit(Module(), DataLoader(TensorDataset(*train), batch_size=len(train[1])))
