package groklab.lab.measure.data;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.EvaluationLimits;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the network says at a probe of the examples that some measure looks at: one forward pass
/// for all sets, of which each set reads its rows.
final class Evaluation {
  private static final String FORWARD = "forward pass";
  private static final String SCORES = "scores";

  private final Subject.Model model;
  private final ProbeLedger ledger;
  private final Evaluated evaluated;
  private final Optional<Forwards> forwards;
  private final Optional<ChunkedForward> chunked;
  private final Scores scores;
  private final Map<Need, Matrix> buffers = new HashMap<>();
  private final Map<Need.Intervention, EditedNetwork> interventions = new HashMap<>();
  private boolean activationsDue;

  private Evaluation(
      Subject.Model model,
      Set<ExampleSet> sets,
      Set<Need.Activations> activations,
      ProbeLedger ledger,
      EvaluationLimits limits) {
    this.model = model;
    this.ledger = ledger;
    this.evaluated = new Evaluated(model.data(), sets);
    int[] examples = evaluated.examples();
    boolean whole = !limits.exceeds(model.data(), examples.length);
    this.forwards =
        whole ? Optional.of(new Forwards(model, evaluated, activations)) : Optional.empty();
    this.chunked =
        whole
            ? Optional.empty()
            : Optional.of(new ChunkedForward(model, examples, limits.chunkExamples(model.data())));
    this.scores = newScores();
  }

  /// Empty where nothing is to be evaluated.
  static Optional<Evaluation> of(
      Subject.Model model, Collection<Need> needs, ProbeLedger ledger, EvaluationLimits limits) {
    Set<ExampleSet> sets = new LinkedHashSet<>();
    Set<Need.Activations> activations = new HashSet<>();
    for (Need need : needs) {
      switch (need) {
        case Need.Outputs(ExampleSet set) -> sets.add(set);
        case Need.Scores(ExampleSet set) -> sets.add(set);
        case Need.Activations a -> {
          sets.add(a.set());
          activations.add(ofAnySet(a));
        }
        case Need.Weights _, Need.InitialWeights _, Need.Gradient _, Need.Derived _ -> {}
        case Need.Repeated _ -> {}
      }
    }
    return sets.isEmpty()
        ? Optional.empty()
        : Optional.of(new Evaluation(model, sets, activations, ledger, limits));
  }

  /// One evaluation serves all sets.
  static Need.Activations ofAnySet(Need.Activations a) {
    return new Need.Activations(ExampleSet.TABLE, a.hook(), a.at());
  }

  private Scores newScores() {
    return new Scores(model.data(), evaluated.examples(), model.spec().training().loss());
  }

  /// @param due what will be asked for at this probe: whether activations will decides which plan
  ///     the outputs are taken from
  void begin(Collection<Need> due) {
    activationsDue = due.stream().anyMatch(Need.Activations.class::isInstance);
  }

  /// Operations of a forward pass.
  long cost(boolean activations) {
    return chunked
        .map(ChunkedForward::cost)
        .orElseGet(() -> forwards.orElseThrow().cost(activations));
  }

  /// Numbers of the outputs of all evaluated examples.
  long outputsSize() {
    return EvaluationLimits.outputs(model.data(), evaluated.examples().length);
  }

  /// Numbers of an activation of all evaluated examples.
  long size(Need.Activations a) {
    return forwards.orElseThrow().size(a);
  }

  Matrix outputs(Need.Outputs need) {
    return subset(need, need.set(), allOutputs());
  }

  private Matrix allOutputs() {
    forward();
    return forwards.orElseThrow().outputs(ledger.probe());
  }

  private void forward() {
    if (ledger.isStale(FORWARD)) {
      forwards.orElseThrow().run(ledger.probe(), activationsDue);
    }
  }

  Matrix activations(Need.Activations need) {
    forward();
    return subset(need, need.set(), forwards.orElseThrow().activations(ledger.probe(), need));
  }

  /// The rows of a set's examples, of a matrix with as many rows for each evaluated example.
  private Matrix subset(Need need, ExampleSet set, Matrix all) {
    boolean stale = ledger.isStale(need);
    if (stale) {
      ledger.note(need);
    }
    if (evaluated.isWhole(set)) {
      return all;
    }
    int[] places = evaluated.places(set);
    int block = all.rows() / evaluated.examples().length * all.cols();
    Matrix buffer =
        buffers.computeIfAbsent(
            need,
            any ->
                new Matrix(
                    places.length * block / all.cols(),
                    all.cols(),
                    new double[places.length * block]));
    if (stale) {
      for (int i = 0; i < places.length; i++) {
        System.arraycopy(all.values(), places[i] * block, buffer.values(), i * block, block);
      }
    }
    return buffer;
  }

  Scores scores(Need.Scores need) {
    if (ledger.isStale(SCORES)) {
      ledger.note(need);
      chunked.ifPresentOrElse(
          forward -> forward.score(scores), () -> scores.compute(allOutputs(), 0, model.session()));
    }
    return scores;
  }

  int[] scoreRows(ExampleSet set) {
    int scored = model.data().targets().perExample();
    int[] rows = evaluated.places(set).clone();
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= scored;
    }
    return rows;
  }

  EditedNetwork intervention(Need.Intervention need) {
    return interventions.computeIfAbsent(
        need,
        n -> new EditedNetwork(model, n, evaluated.examples(), newScores(), () -> ledger.note(n)));
  }
}
