package groklab.lab.measure.catalogue;

import groklab.lab.analysis.landscape.LossLine;
import groklab.lab.analysis.weight.WeightMovement;
import groklab.lab.measure.Comparison;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.LossFunction;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The measures that compare two steps of a run.
final class ComparisonMeasures {
  static final List<Comparison<?>> ALL = List.of(new UpdateRatio(), new FinalKeys(), new Barrier());

  private ComparisonMeasures() {}

  /// How far the weights went since the checkpoint before, for each step and in units of their
  /// size.
  private record UpdateRatio() implements Comparison<double[]> {
    @Override
    public MeasurePage page() {
      return ComparisonPages.UPDATE_RATIO;
    }

    @Override
    public List<Need> needs(Subject subject) {
      return List.of(new Need.Weights());
    }

    @Override
    public With with() {
      return With.PREVIOUS;
    }

    @Override
    public double[] note(ProbeData data) {
      return data.weightVector();
    }

    @Override
    public void take(double[] before, long steps, ProbeData data, Values into) {
      double[] now = data.weightVector();
      String name = page().name();
      into.put(name, WeightMovement.of(List.of(now), List.of(before)).relative() / steps);
      int at = 0;
      for (Subject.Weight w : data.subject().weights()) {
        var moved =
            WeightMovement.of(
                List.of(Arrays.copyOfRange(now, at, at + w.size())),
                List.of(Arrays.copyOfRange(before, at, at + w.size())));
        into.put(name + "." + w.name(), moved.relative() / steps);
        at += w.size();
      }
    }
  }

  /// Restricted and excluded loss with the keys of the last network.
  private record FinalKeys() implements Comparison<int[]> {
    @Override
    public MeasurePage page() {
      return ComparisonPages.FINAL_KEYS;
    }

    @Override
    public List<Need> needs(Subject subject) {
      return List.of(new Need.Derived(FourierParts.KEYED));
    }

    @Override
    public Optional<String> obstacle(Subject subject) {
      return CyclicTask.obstacle(subject);
    }

    @Override
    public With with() {
      return With.LAST;
    }

    @Override
    public int[] note(ProbeData data) {
      return data.derived(FourierParts.KEYED).keys().clone();
    }

    @Override
    public void take(int[] keys, long steps, ProbeData data, Values into) {
      var losses = data.derived(FourierParts.KEYED).losses();
      String name = page().name();
      into.put(name, keys.length);
      FourierMeasures.restricted(name + ".", losses, keys, into);
      FourierMeasures.excluded(name + ".", losses, keys, into);
    }
  }

  /// The losses on the straight line from the checkpoint before.
  private record Barrier() implements Comparison<double[]> {
    private static final int POINTS = 11;

    @Override
    public MeasurePage page() {
      return ComparisonPages.BARRIER;
    }

    @Override
    public List<Need> needs(Subject subject) {
      List<Need> needs = new ArrayList<>(List.of(new Need.Weights()));
      sets(subject).forEach(set -> needs.add(new Need.LossOfWeights(set)));
      return needs;
    }

    private static List<ExampleSet> sets(Subject subject) {
      return subject instanceof Subject.Model model && model.data().validationRows().length == 0
          ? List.of(ExampleSet.TRAIN)
          : List.of(ExampleSet.TRAIN, ExampleSet.VALIDATION);
    }

    @Override
    public With with() {
      return With.PREVIOUS;
    }

    @Override
    public double[] note(ProbeData data) {
      return data.weightVector();
    }

    @Override
    public void take(double[] before, long steps, ProbeData data, Values into) {
      double[] now = data.weightVector();
      for (ExampleSet set : sets(data.subject())) {
        LossFunction loss = data.loss(set);
        var barrier = LossLine.barrier(loss::at, before, now, POINTS);
        String name = set.label() + ".barrier";
        into.put(name, barrier.aboveLine());
        into.put(name + ".aboveMean", barrier.aboveMean());
        into.put(name + ".aboveHigherEnd", barrier.aboveHigherEnd());
        into.put(name + ".at", barrier.at());
        for (int i = 0; i < POINTS; i++) {
          into.put(name + ".loss." + 100 * i / (POINTS - 1), barrier.losses()[i]);
        }
      }
    }
  }
}
