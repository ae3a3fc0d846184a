package groklab.measures.fourier;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.TokenTables;
import groklab.measures.common.cyclic.CyclicTask;
import java.util.List;
import java.util.Optional;

/// Clock or pizza: which of two algorithms a network that adds has found (arXiv 2306.17844).
final class ClockMeasures {
  private static final List<Need> KEYED = List.of(new Need.Derived(FourierParts.KEYED));

  private ClockMeasures() {}

  static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              page(ClockMeasures.class, "clock.gradientSymmetricity"),
              subject ->
                  List.of(new Need.Weights(), new Need.Derived(LogitGradients.OF_EMBEDDINGS)),
              ClockMeasures::symmetricityObstacle,
              costs -> LogitGradients.TRIPLES * 400L * Operations.SCALAR,
              subject ->
                  (data, into) -> {
                    LogitGradients.Pair g = data.derived(LogitGradients.OF_EMBEDDINGS);
                    var s = ClockAndPizza.gradientSymmetricity(g.left(), g.right());
                    into.put("clock.gradientSymmetricity", s.mean());
                  }),
          new SimpleMeasure(
              page(ClockMeasures.class, "clock.distanceIrrelevance"),
              subject -> KEYED,
              CyclicTask::obstacle,
              costs -> {
                long m = FourierParts.order(costs.subject());
                return 6 * m * m * Operations.SCALAR;
              },
              subject ->
                  (data, into) -> {
                    var logits = data.derived(FourierParts.KEYED).logits();
                    double[] correct = ClockAndPizza.correctLogits(logits);
                    into.put(
                        "clock.distanceIrrelevance",
                        ClockAndPizza.distanceIrrelevance(correct, logits.cols()));
                  }),
          new SimpleMeasure(
              page(ClockMeasures.class, "clock.circularity"),
              subject -> List.of(new Need.Weights()),
              subject -> CyclicTask.obstacle(subject).or(() -> TokenTables.obstacle(subject)),
              costs ->
                  Operations.singularValues(
                      FourierParts.order(costs.subject()), TokenTables.width(costs.subject())),
              ClockMeasures::circularity));

  private static Measure.Gauge circularity(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    return (data, into) -> {
      Circularity c = Circularity.of(task.leftTokens(TokenTables.left(data)));
      into.put("clock.circularity", c.mean());
      into.put("clock.circularity.components", c.defined());
    };
  }

  private static Optional<String> symmetricityObstacle(Subject subject) {
    return CyclicTask.obstacle(subject)
        .or(() ->
            LogitGradients.embedding(subject).isPresent()
                ? Optional.empty()
                : Optional.of("the network has no embedding vectors to differentiate by"));
  }
}
