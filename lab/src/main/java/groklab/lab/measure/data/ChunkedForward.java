package groklab.lab.measure.data;

import groklab.engine.exec.Executor;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Scores;
import groklab.lab.model.Examples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The forward pass of more examples than whose outputs could be held at once: chunk after chunk,
/// each scored and forgotten. Scores are sums over rows in their order, whatever the chunks.
final class ChunkedForward {
  private static final String OUTPUTS = "outputs";

  private final Subject.Model model;
  private final int[] examples;
  private final int size;
  private final Map<Integer, Plan> plans = new HashMap<>();
  private final Map<Integer, Executor> loaded = new HashMap<>();

  /// @param examples to evaluate, by number
  /// @param size examples of a chunk
  ChunkedForward(Subject.Model model, int[] examples, int size) {
    this.model = model;
    this.examples = examples;
    this.size = size;
  }

  /// Fills in the scores of all examples.
  void score(Scores scores) {
    int each = model.data().targets().perExample();
    int width = model.data().targets().width();
    for (int from = 0; from < examples.length; from += size) {
      int count = Math.min(size, examples.length - from);
      Executor executor = loaded.computeIfAbsent(count, any -> model.session().load(plan(count)));
      executor.batch(Arrays.copyOfRange(examples, from, from + count));
      executor.run(0);
      var outputs = new Matrix(count * each, width, new double[count * each * width]);
      executor.read(OUTPUTS, outputs.values());
      scores.compute(outputs, from * each, model.session());
    }
  }

  private Plan plan(int count) {
    return plans.computeIfAbsent(
        count,
        any -> {
          Graph g = new Graph();
          var batch = new Examples.Batch(model.data(), count);
          Node outputs = model.network().forward(g, batch, false).logits();
          return Program.of(model.network().layout(), g, Map.of(OUTPUTS, outputs))
              .plan(model.session().workers());
        });
  }

  /// Operations of a forward pass.
  long cost() {
    int chunks = examples.length / size;
    int rest = examples.length % size;
    return chunks * plan(size).work() + (rest == 0 ? 0 : plan(rest).work());
  }
}
