package groklab.measures.spectrum;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.Derivation;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
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
          withoutScale("spectrum.stableRank", Spectrum::stableRank),
          withoutScale("spectrum.effectiveRank", Spectrum::effectiveRank),
          withoutScale("spectrum.entropy", Spectrum::normalisedEntropy),
          withoutScale("spectrum.participationRatio", Spectrum::participationRatioOfEigenvalues),
          withScale("spectrum.norm", Spectrum::spectralNorm),
          withScale("spectrum.nuclearNorm", Spectrum::nuclearNorm),
          withScale("spectrum.rank", Spectrum::rank),
          withoutScale("spectrum.detX", s -> VolumeCondition.of(s.eigenvalues()).count()));

  private static Measure withScale(String name, ToDoubleFunction<Spectrum> value) {
    return scalar(page(SpectrumMeasures.class, name), Spectrum::notFinite, value);
  }

  private static Measure withoutScale(String name, ToDoubleFunction<Spectrum> value) {
    return scalar(page(SpectrumMeasures.class, name), Spectrum::degenerate, value);
  }

  /// @param undefined why it is not defined of a spectrum
  private static Measure scalar(
      MeasurePage page,
      Function<Spectrum, Optional<String>> undefined,
      ToDoubleFunction<Spectrum> value) {
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
                    .forEach((tensor, spectrum) -> {
                      String name = page.name() + "." + tensor;
                      undefined
                          .apply(spectrum)
                          .ifPresentOrElse(
                              why -> into.undefined(name, why),
                              () -> into.put(name, value.applyAsDouble(spectrum)));
                    }));
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
        putFit(spectrum, w.name(), into);
        putBulk(spectrum, w.name(), into);
      }
    };
  }

  private static void putFit(Spectrum spectrum, String tensor, Values into) {
    switch (PowerLaw.fit(spectrum.eigenvalues())) {
      case PowerLaw.Fit fit -> {
        into.put("spectrum.alpha." + tensor, fit.alpha());
        into.put("spectrum.tailDistance." + tensor, fit.distance());
        into.put("spectrum.tailSize." + tensor, fit.tail());
      }
      case PowerLaw.Failed(String reason) -> {
        into.undefined("spectrum.alpha." + tensor, reason);
        into.undefined("spectrum.tailDistance." + tensor, reason);
        into.undefined("spectrum.tailSize." + tensor, reason);
      }
    }
  }

  /// Whether the exponent can mean anything: a random matrix has one as well.
  private static void putBulk(Spectrum spectrum, String tensor, Values into) {
    var degenerate = spectrum.degenerate();
    if (degenerate.isPresent()) {
      into.undefined("spectrum.bulkDistance." + tensor, degenerate.get());
      into.undefined("spectrum.looksRandom." + tensor, degenerate.get());
      return;
    }
    double distance = BulkDistance.of(spectrum);
    into.put("spectrum.bulkDistance." + tensor, distance);
    boolean random = BulkDistance.looksRandom(distance, spectrum.smaller());
    into.put("spectrum.looksRandom." + tensor, random ? 1 : 0);
  }

  private static Measure.Gauge traps(Subject subject) {
    List<Subject.Weight> shuffled = matrices(subject, SMALLEST);
    long seed = SubjectSpec.seed(subject);
    return (data, into) -> {
      for (Subject.Weight w : shuffled) {
        var matrix = data.weights(w.name());
        String name = "spectrum.traps." + w.name();
        if (Double.isFinite(matrix.sumOfSquares())) {
          into.put(name, CorrelationTraps.of(matrix, seed, REPLICAS).perReplica());
        } else {
          into.undefined(name, "a weight is not finite, so there are neither bulk nor outliers");
        }
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
