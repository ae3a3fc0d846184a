"""A Hugging Face trainer that logs what `groklab diagnose` wants.

    python log_hugging_face.py LOGS
"""
import sys

import torch.nn.functional as F
from transformers import Trainer, TrainerCallback, TrainingArguments

from addition import Perceptron, data, optimizer
from probes import feature_rank, is_due, weight_norm


# --- these lines
class LogForGroklab(TrainerCallback):
    def __init__(self, features):
        self.last, self.features = 0, features

    def on_step_end(self, args, state, control, model, **kwargs):
        if is_due(state.global_step, self.last):
            rank = feature_rank(self.features(model))
            values = {"weights_l2": weight_norm(model), "features_rank": rank}
            state.log_history.append({**values, "step": state.global_step})
            control.should_evaluate = True
            self.last = state.global_step


def accuracy(said):
    return {"accuracy": float((said.predictions.argmax(-1) == said.label_ids).mean())}
# ---


class Net(Perceptron):
    def forward(self, x=None, labels=None):
        logits = super().forward(x)
        return {"loss": F.cross_entropy(logits, labels), "logits": logits}


def rows(examples):
    return [{"x": x, "labels": y} for x, y in zip(*examples)]


train, unseen = data()
net = Net()
trainer = Trainer(
    net,
    TrainingArguments(
        sys.argv[1], max_steps=4000, per_device_train_batch_size=len(train[1]),
        per_device_eval_batch_size=1024, max_grad_norm=0, lr_scheduler_type="constant",
        logging_strategy="no", save_strategy="no", report_to=[], use_cpu=True, disable_tqdm=True,
    ),
    train_dataset=rows(train),
    eval_dataset={"train": rows(train), "validation": rows(unseen)},
    compute_metrics=accuracy,
    optimizers=(optimizer(net), None),
    callbacks=[LogForGroklab(lambda model: model.features(unseen[0]))],
)
trainer.train()
trainer.save_state()
