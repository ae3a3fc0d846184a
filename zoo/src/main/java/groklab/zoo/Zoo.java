package groklab.zoo;

import groklab.lab.kind.Kind;
import groklab.lab.kind.KindProvider;
import groklab.zoo.loss.CrossEntropy;
import groklab.zoo.loss.MeanSquaredError;
import groklab.zoo.model.Mlp;
import groklab.zoo.model.Transformer;
import groklab.zoo.task.ModularTask;
import groklab.zoo.task.PermutationTask;
import groklab.zoo.update.Adam;
import groklab.zoo.update.AdamW;
import groklab.zoo.update.Momentum;
import groklab.zoo.update.Sgd;
import java.util.List;

/// Everything that can be run: one line for each kind, in the order in which they are listed.
public final class Zoo implements KindProvider {

  @Override
  public List<Kind<?>> kinds() {
    return List.of(
        ModularTask.KIND,
        PermutationTask.KIND,
        Transformer.KIND,
        Mlp.KIND,
        CrossEntropy.KIND,
        MeanSquaredError.KIND,
        Sgd.KIND,
        Momentum.KIND,
        Adam.KIND,
        AdamW.KIND);
  }
}
