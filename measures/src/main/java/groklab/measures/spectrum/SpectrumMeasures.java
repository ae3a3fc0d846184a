package groklab.measures.spectrum;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.Derivation;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.measures.common.SimpleDerivation;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The singular values of each weight matrix.
public final class SpectrumMeasures {
  /// WeightWatcher fits no layer with fewer singular values.
  private static final int SMALLEST = 10;

  private static final long SCALARS = 20;

  private SpectrumMeasures() {}

  /// The spectra of all matrices with at least two rows and columns, by tensor name. Shuffles of a
  /// matrix. WeightWatcher pools five where a matrix is small; what is recorded is the count of
  /// one.
  private static final int REPLICAS = 1;

  static final Derivation<Map<String, Spectrum>> SPECTRA =
      new SimpleDerivation<>(
          "singular values",
          subject -> List.of(new Need.Weights()),
          costs ->
              matrices(costs.subject(), 2).stream()
                  .mapToLong(w -> Operations.singularValues(w.rows(), w.cols()))
                  .sum(),
          SpectrumMeasures::spectra);

  private static final List<Need> NEEDS = List.of(new Need.Derived(SPECTRA));

  public static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              page(SpectrumMeasures.class, "spectrum.alpha"),
              subject -> NEEDS,
              subject -> obstacle(subject, SMALLEST),
              costs -> fitCost(costs.subject()),
              SpectrumMeasures::alpha),
          new SimpleMeasure(
              page(SpectrumMeasures.class, "spectrum.traps"),
              subject -> List.of(new Need.Weights()),
              subject -> obstacle(subject, SMALLEST),
              costs -> trapCost(costs.subject()),
              SpectrumMeasures::traps),
          scalar(page(SpectrumMeasures.class, "spectrum.stableRank"), Spectrum::stableRank),
          scalar(page(SpectrumMeasures.class, "spectrum.effectiveRank"), Spectrum::effectiveRank),
          scalar(page(SpectrumMeasures.class, "spectrum.entropy"), Spectrum::normalisedEntropy),
          scalar(
              page(SpectrumMeasures.class, "spectrum.participationRatio"),
              Spectrum::participationRatioOfEigenvalues),
          scalar(page(SpectrumMeasures.class, "spectrum.norm"), Spectrum::spectralNorm),
          scalar(page(SpectrumMeasures.class, "spectrum.nuclearNorm"), Spectrum::nuclearNorm),
          scalar(page(SpectrumMeasures.class, "spectrum.rank"), s -> s.rank()),
          scalar(
              page(SpectrumMeasures.class, "spectrum.detX"),
              s ->
                  Double.isNaN(s.spectralNorm())
                      ? Double.NaN
                      : VolumeCondition.of(s.eigenvalues()).count()));

  private static Measure scalar(MeasurePage page, ToDoubleFunction<Spectrum> value) {
    return new SimpleMeasure(
        page,
        subject -> NEEDS,
        subject -> obstacle(subject, 2),
        costs ->
            matrices(costs.subject(), 2).stream()
                .mapToLong(w -> Math.min(w.rows(), w.cols()) * SCALARS * Operations.SCALAR)
                .sum(),
        subject ->
            (data, into) ->
                data.derived(SPECTRA)
                    .forEach((name, spectrum) ->
                        into.put(page.name() + "." + name, value.applyAsDouble(spectrum))));
  }

  /// The matrices with at least so many rows and columns.
  private static List<Subject.Weight> matrices(Subject subject, int smallest) {
    return subject.ownWeights().stream()
        .filter(w -> Math.min(w.rows(), w.cols()) >= smallest)
        .toList();
  }

  private static Optional<String> obstacle(Subject subject, int smallest) {
    return matrices(subject, smallest).isEmpty()
        ? Optional.of("no weight matrix has at least %d rows and columns".formatted(smallest))
        : Optional.empty();
  }

  private static Function<ProbeData, Map<String, Spectrum>> spectra(Subject subject) {
    return data -> {
      var all = new LinkedHashMap<String, Spectrum>();
      for (Subject.Weight w : matrices(subject, 2)) {
        all.put(w.name(), Spectrum.of(data.weights(w.name())));
      }
      return all;
    };
  }

  private static Measure.Gauge alpha(Subject subject) {
    List<Subject.Weight> fitted = matrices(subject, SMALLEST);
    return (data, into) -> {
      Map<String, Spectrum> spectra = data.derived(SPECTRA);
      for (Subject.Weight w : fitted) {
        Spectrum spectrum = spectra.get(w.name());
        if (spectrum == null) {
          throw new IllegalStateException("no spectrum of " + w.name());
        }
        double alpha = Double.NaN;
        double distance = Double.NaN;
        double tail = Double.NaN;
        if (PowerLaw.fit(spectrum.eigenvalues()) instanceof PowerLaw.Fit fit) {
          alpha = fit.alpha();
          distance = fit.distance();
          tail = fit.tail();
        }
        into.put("spectrum.alpha." + w.name(), alpha);
        into.put("spectrum.tailDistance." + w.name(), distance);
        into.put("spectrum.tailSize." + w.name(), tail);
      }
    };
  }

  private static Measure.Gauge traps(Subject subject) {
    List<Subject.Weight> shuffled = matrices(subject, SMALLEST);
    long seed = SubjectSpec.seed(subject);
    return (data, into) -> {
      for (Subject.Weight w : shuffled) {
        var matrix = data.weights(w.name());
        // a spectrum that is not finite has neither a bulk nor outliers
        double traps =
            Double.isFinite(matrix.sumOfSquares())
                ? CorrelationTraps.of(matrix, seed, REPLICAS).perReplica()
                : Double.NaN;
        into.put("spectrum.traps." + w.name(), traps);
      }
    };
  }

  private static long fitCost(Subject subject) {
    return matrices(subject, SMALLEST).stream()
        .mapToLong(w -> Math.min(w.rows(), w.cols()))
        .map(k -> k * k / 2 * Operations.EXPONENTIAL)
        .sum();
  }

  /// Shuffles, eigenvalues, and the fit of the bulk, which looks at its 1000 points some hundred
  /// times.
  private static long trapCost(Subject subject) {
    long sum = 0;
    for (Subject.Weight w : matrices(subject, SMALLEST)) {
      long m = Math.min(w.rows(), w.cols());
      sum +=
          (REPLICAS + 2)
              * (Operations.gramEigenvalues(w.rows(), w.cols())
                  + 20 * Operations.SCALAR * w.size());
      sum += (REPLICAS * m * 1000 + 300L * 1000 * 5) * Operations.STREAMED;
    }
    return sum;
  }
}
