package groklab.measures.fourier;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Anatomy.HiddenLayer;
import groklab.lab.model.Anatomy.TokenInput;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.TokenTables;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.CyclicTask;
import groklab.measures.common.cyclic.KeyFrequencies;
import groklab.measures.common.cyclic.NeuronFrequencies;
import groklab.measures.common.cyclic.SplitLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Modular arithmetic in the Fourier basis.
public final class FourierMeasures {
  private static final int AFFINE_MAPS = 10;
  private static final int TOP = 5;

  /// As many as the source finds.
  private static final int USUAL_KEYS = 5;

  private static final List<Need> KEYED = List.of(new Need.Derived(FourierParts.KEYED));
  private static final List<Need> NEURONS = List.of(new Need.Derived(FourierParts.NEURONS));

  private FourierMeasures() {}

  private static final List<Measure> OWN =
      List.of(
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.restrictedLoss"),
              subject -> KEYED,
              CyclicTask::obstacle,
              costs -> logits(costs.subject()) * Operations.EXPONENTIAL,
              subject -> FourierMeasures::restricted),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.excludedLoss"),
              subject -> KEYED,
              CyclicTask::obstacle,
              // a handful of keys, on the training cells
              costs -> logits(costs.subject()) * 3 * Operations.EXPONENTIAL,
              subject -> FourierMeasures::excluded),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.keyFrequencies"),
              subject -> KEYED,
              CyclicTask::obstacle,
              costs -> FourierParts.order(costs.subject()),
              subject -> FourierMeasures::keys),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.logitFve"),
              subject -> KEYED,
              CyclicTask::obstacle,
              costs -> FourierParts.order(costs.subject()),
              subject -> FourierMeasures::logitFve),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.neuronFve"),
              subject -> NEURONS,
              FourierParts::neuronObstacle,
              costs -> HiddenUnits.count(costs.subject()) * Operations.SCALAR,
              subject -> FourierMeasures::neuronFve),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.embedding.gini"),
              subject -> List.of(new Need.Weights()),
              subject -> CyclicTask.obstacle(subject).or(() -> TokenTables.obstacle(subject)),
              costs -> transform(costs.subject()),
              FourierMeasures::embeddingGini),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.neuronLosses"),
              FourierMeasures::keyedNeurons,
              FourierMeasures::throughUnembedding,
              costs ->
                  2 * Operations.EXPONENTIAL * logits(costs.subject())
                      + 4 * Operations.STREAMED * activations(costs.subject()),
              FourierMeasures::neuronLosses),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.logitMap"),
              subject -> List.of(new Need.Weights()),
              FourierMeasures::throughUnembedding,
              costs -> transform(costs.subject()),
              FourierMeasures::logitMap),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.ipr"),
              subject -> List.of(new Need.Weights()),
              FourierMeasures::twoLayers,
              costs -> 9 * transform(costs.subject()),
              FourierMeasures::ipr),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.symmetry"),
              subject -> KEYED,
              CyclicTask::obstacle,
              costs -> 2 * Operations.SCALAR * logits(costs.subject()),
              FourierMeasures::symmetry),
          new SimpleMeasure(
              page(FourierMeasures.class, "fourier.directionFve"),
              FourierMeasures::keyedNeurons,
              FourierMeasures::throughUnembedding,
              costs -> (USUAL_KEYS + 1) * 3 * Operations.STREAMED * activations(costs.subject()),
              FourierMeasures::directions));

  public static final List<AnyMeasure> ALL =
      Stream.of(OWN, ClockMeasures.ALL, List.of(new FinalKeys()))
          .<AnyMeasure>flatMap(List::stream)
          .toList();

  private static List<Need> keyedNeurons(Subject subject) {
    List<Need> needs = new ArrayList<>(List.of(new Need.Derived(FourierParts.KEYED)));
    needs.addAll(HiddenUnits.needs(subject, ExampleSet.TABLE));
    needs.add(new Need.Weights());
    return needs;
  }

  // --- sizes -------------------------------------------------------------------------------------

  private static long logits(Subject subject) {
    long m = FourierParts.order(subject);
    return m * m * m;
  }

  private static long activations(Subject subject) {
    long m = FourierParts.order(subject);
    return m * m * HiddenUnits.count(subject);
  }

  private static long transform(Subject subject) {
    long m = FourierParts.order(subject);
    return 3 * Operations.STREAMED * m * m * HiddenUnits.count(subject);
  }

  // --- gauges ------------------------------------------------------------------------------------

  private static void restricted(ProbeData data, Values into) {
    var keyed = data.derived(FourierParts.KEYED);
    restricted("fourier.", keyed.losses(), keyed.keys(), into);
  }

  private static void excluded(ProbeData data, Values into) {
    var keyed = data.derived(FourierParts.KEYED);
    excluded("fourier.", keyed.losses(), keyed.keys(), into);
  }

  /// @param prefix of the recorded names
  static void restricted(String prefix, ProgressLosses losses, int[] keys, Values into) {
    SplitLoss loss = losses.restricted(keys);
    into.put(prefix + "restrictedLoss", loss.all());
    into.put(prefix + "restrictedLoss.test", loss.test());
  }

  /// @param prefix of the recorded names
  static void excluded(String prefix, ProgressLosses losses, int[] keys, Values into) {
    double all = losses.excluded(AnswerCells.Part.TRAIN, keys);
    double[] each =
        keys.length == 1 ? new double[] {all} : losses.excludedEach(AnswerCells.Part.TRAIN, keys);
    double mean = each.length > 1 ? Arrays.stream(each).sum() / each.length : all;
    into.put(prefix + "excludedLoss", mean);
    into.put(prefix + "excludedLoss.allKeys", all);
    into.list(prefix + "excludedLoss.byKey", each);
  }

  private static void keys(ProbeData data, Values into) {
    var keyed = data.derived(FourierParts.KEYED);
    into.put("fourier.keyFrequencies", keyed.keys().length);
    for (int k : keyed.keys()) {
      into.put("fourier.key." + k, keyed.share()[k]);
    }
    into.list("fourier.keys", Arrays.stream(keyed.keys()).asDoubleStream().toArray());
  }

  private static void logitFve(ProbeData data, Values into) {
    var keyed = data.derived(FourierParts.KEYED);
    into.put("fourier.logitFve", keyed.cosines().fve(keyed.keys()));
    into.put(
        "fourier.logitFve.trigonometric",
        Arrays.stream(keyed.keys())
                .mapToDouble(k -> FourierParts.energies(keyed.components())[k])
                .sum()
            / keyed.cosines().squaredNorm());
    double norm = Math.sqrt(keyed.cosines().squaredNorm());
    into.list(
        "fourier.logitFve.cosines",
        Arrays.stream(keyed.keys())
            .mapToDouble(k -> keyed.cosines().coefficients()[k] / norm)
            .toArray());
  }

  private static void neuronFve(ProbeData data, Values into) {
    NeuronFrequencies neurons = data.derived(FourierParts.NEURONS);
    double threshold = KeyFrequencies.PAPER_THRESHOLD;
    double[] live = Arrays.stream(neurons.best()).filter(v -> !Double.isNaN(v)).toArray();
    long tuned = Arrays.stream(live).filter(v -> v >= threshold).count();
    into.put("fourier.neuronFve", DoubleStream.of(live).sum() / live.length);
    into.put("fourier.neuronFve.tuned", (double) tuned / neurons.count());
    into.put("fourier.neuronFve.dead", (double) (neurons.count() - live.length) / neurons.count());
    into.put(
        "fourier.neuronFve.clusters",
        KeyFrequencies.supported(neurons, threshold, KeyFrequencies.MIN_NEURONS).length);
    int[] sizes = neurons.clusterSizes(threshold);
    int[] frequencies = IntStream.range(1, sizes.length).filter(k -> sizes[k] > 0).toArray();
    into.list(
        "fourier.neuronFve.frequencies", Arrays.stream(frequencies).asDoubleStream().toArray());
    into.list(
        "fourier.neuronFve.neurons",
        Arrays.stream(frequencies).mapToDouble(k -> sizes[k]).toArray());
  }

  private static Measure.Gauge embeddingGini(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    return (data, into) -> {
      TokenSpectrum spectrum = TokenSpectrum.of(task.leftTokens(TokenTables.left(data)));
      into.put("fourier.embedding.gini", spectrum.giniOfNorms());
      into.put("fourier.embedding.gini.powers", spectrum.giniOfPowers());
      int top = Math.min(TOP, spectrum.power().length - 1);
      into.put("fourier.embedding.top5Share", spectrum.shareOfTop(top));
    };
  }

  private static Measure.Gauge neuronLosses(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    Function<ProbeData, Matrix> activations = FourierParts.activations(subject, task);
    return (data, into) -> {
      var keyed = data.derived(FourierParts.KEYED);
      Matrix map = TokenTables.neuronLogitMap(data);
      var losses =
          ProgressLosses.onNeurons(
              keyed.logits(),
              activations.apply(data),
              task.classColumns(map).transposed(),
              task.cells());
      into.put("fourier.neurons.restrictedLoss.test", losses.restricted(keyed.keys()).test());
      into.put(
          "fourier.neurons.excludedLoss", losses.excluded(AnswerCells.Part.TRAIN, keyed.keys()));
    };
  }

  private static Measure.Gauge logitMap(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    return (data, into) -> {
      var spectrum = TokenSpectrum.of(task.classColumns(TokenTables.neuronLogitMap(data)));
      double varying = spectrum.total() - spectrum.power()[0];
      into.put("fourier.logitMap.gini", spectrum.giniOfNorms());
      into.list(
          "fourier.logitMap.spectrum",
          Arrays.stream(spectrum.power()).skip(1).map(power -> power / varying).toArray());
    };
  }

  private static Measure.Gauge directions(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    Function<ProbeData, Matrix> activations = FourierParts.activations(subject, task);
    return (data, into) -> {
      Matrix neurons = activations.apply(data);
      Matrix map = task.classColumns(TokenTables.neuronLogitMap(data)).transposed();
      double sum = 0;
      int count = 0;
      double lowest = Double.NaN;
      for (int k : data.derived(FourierParts.KEYED).keys()) {
        var shares = NeuronDirections.of(neurons, map, k);
        into.put("fourier.directionFve.cos." + k, shares.cosineFve());
        into.put("fourier.directionFve.sin." + k, shares.sineFve());
        boolean alone = 2 * k == task.order(); // the frequency m/2 has no sine
        double worse = alone ? shares.cosineFve() : Math.min(shares.cosineFve(), shares.sineFve());
        sum += shares.cosineFve() + (alone ? 0 : shares.sineFve());
        lowest = count == 0 ? worse : Math.min(lowest, worse);
        count += alone ? 1 : 2;
      }
      into.put("fourier.directionFve", sum / count);
      into.put("fourier.directionFve.lowest", lowest);
    };
  }

  private static Measure.Gauge ipr(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    return (data, into) -> {
      Matrix left = task.leftTokens(TokenTables.left(data)).transposed();
      Matrix right = task.rightTokens(TokenTables.right(data)).transposed();
      Matrix out = task.classColumns(TokenTables.unembedding(data)).transposed();
      double[] ipr = Concentration.neuronIpr(left, right, out, Concentration.Sides.ONE);
      Arrays.sort(ipr); // NaN, a neuron with a row of zeros, sorts last
      int n = (int) Arrays.stream(ipr).filter(v -> !Double.isNaN(v)).count();
      into.put("fourier.ipr.mean", Numbers.mean(Arrays.copyOf(ipr, n)));
      into.put("fourier.ipr.lowest", n == 0 ? Double.NaN : ipr[0]);
      into.put("fourier.ipr.highest", n == 0 ? Double.NaN : ipr[n - 1]);
      PhaseRelation phases = PhaseRelation.of(left, right, out);
      into.put("fourier.phases.matched", (double) phases.matched() / left.rows());
      into.put("fourier.phases.alignment", phases.alignment());
    };
  }

  private static Measure.Gauge symmetry(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    long seed = ((Subject.Model) subject).spec().seed();
    boolean renames = task.order() > 2;
    return (data, into) -> {
      var keyed = data.derived(FourierParts.KEYED);
      TableSymmetries symmetries = TableSymmetries.of(keyed.logits(), task.cells());
      AnswerCells.Part test = AnswerCells.Part.TEST;
      into.put("fourier.symmetry.swap", symmetries.swap(test));
      into.put("fourier.symmetry.shift", symmetries.shift(test));
      into.put(
          "fourier.symmetry.affine",
          renames ? symmetries.meanAffine(test, AFFINE_MAPS, seed) : Double.NaN);
    };
  }

  // --- obstacles ---------------------------------------------------------------------------------

  /// The neurons must reach the logits by a linear map.
  static Optional<String> throughUnembedding(Subject subject) {
    return FourierParts.neuronObstacle(subject)
        .or(() ->
            hasNorms(subject)
                ? Optional.of(
                    "a normalisation stands between the neurons and the logits, so no matrix leads"
                        + " from one to the other")
                : Optional.empty());
  }

  private static Optional<String> twoLayers(Subject subject) {
    return CyclicTask.obstacle(subject)
        .or(() ->
            subject.anatomy().map(FourierMeasures::isTwoLayers).orElse(false)
                ? Optional.empty()
                : Optional.of("it is defined for perceptrons with one hidden layer"));
  }

  private static boolean hasNorms(Subject subject) {
    return subject.anatomy().map(a -> !a.readout().norms().isEmpty()).orElse(false);
  }

  /// Whether tokens go to the only hidden layer and from there to the logits, with nothing between.
  private static boolean isTwoLayers(Anatomy anatomy) {
    List<HiddenLayer> hidden = anatomy.hiddenLayers();
    return hidden.size() == 1
        && hidden.getFirst().out().isEmpty()
        && anatomy.attentionLayers().isEmpty()
        && anatomy
            .tokenInput()
            .flatMap(TokenInput::blocks)
            .map(blocks -> blocks.matrix().equals(hidden.getFirst().in()))
            .orElse(false)
        && anatomy.readout().norms().isEmpty();
  }
}
