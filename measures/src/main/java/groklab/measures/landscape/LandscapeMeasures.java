package groklab.measures.landscape;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.LossFunction;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Curvature of the training loss, in float64 and without weight decay. Random vectors are drawn
/// from the run's seed and are the same at each probe, so that what changes between probes is the
/// loss.
public final class LandscapeMeasures {
  /// Hessian products for both ends of the spectrum, at most.
  static final int MOST_PRODUCTS = 40;

  static final double TOLERANCE = 1e-3;
  static final int TRACE_VECTORS = HessianSpectrum.FEWEST_TRACE_VECTORS;

  /// The box of Keskar et al.
  static final double EPSILON = 1e-3;

  static final int ITERATIONS = 5;
  static final int STARTS = 2;

  /// Evaluations of a search: at most 73 where each step is halved as often as it may, but few are
  /// halved at all.
  private static final int USUAL_EVALUATIONS = 25;

  /// The radius of arXiv 2010.01412.
  static final double RADIUS = 0.05;

  private static final Need PRODUCTS = new Need.HessianProducts();
  private static final Need LOSS = new Need.LossOfWeights(ExampleSet.TRAIN);

  private LandscapeMeasures() {}

  public static final List<AnyMeasure> ALL =
      Stream.of(
              List.of(
                  measure(
                      page(LandscapeMeasures.class, "landscape.hessianTop"),
                      List.of(PRODUCTS),
                      costs ->
                          MOST_PRODUCTS * costs.of(PRODUCTS)
                              + 4L
                                  * MOST_PRODUCTS
                                  * MOST_PRODUCTS
                                  / 2
                                  * costs.subject().weightCount()
                                  * Operations.STREAMED,
                      LandscapeMeasures::ends),
                  measure(
                      page(LandscapeMeasures.class, "landscape.hessianTrace"),
                      List.of(PRODUCTS),
                      costs ->
                          TRACE_VECTORS
                              * (costs.of(PRODUCTS)
                                  + 10 * Operations.SCALAR * costs.subject().weightCount()),
                      LandscapeMeasures::trace),
                  measure(
                      page(LandscapeMeasures.class, "landscape.gradientCurvature"),
                      List.of(PRODUCTS, LOSS),
                      costs -> costs.of(PRODUCTS) + costs.of(LOSS),
                      LandscapeMeasures::alongGradient),
                  measure(
                      page(LandscapeMeasures.class, "landscape.sharpness"),
                      List.of(LOSS),
                      costs -> USUAL_EVALUATIONS * costs.of(LOSS),
                      LandscapeMeasures::sharpness)),
              TangentKernelMeasures.ALL,
              List.of(LearningCoefficientMeasure.MEASURE, LinearisedMeasure.MEASURE),
              List.of(new Barrier()))
          .<AnyMeasure>flatMap(List::stream)
          .toList();

  private interface Gauge {
    void take(long seed, ProbeData data, Values into);
  }

  private static Measure measure(
      MeasurePage page, List<Need> needs, ToLongFunction<CostModel> cost, Gauge gauge) {
    return new SimpleMeasure(
        page,
        subject -> needs,
        subject -> Optional.empty(),
        cost,
        subject -> {
          long seed = SubjectSpec.seed(subject);
          return (data, into) -> gauge.take(seed, data, into);
        });
  }

  private static void ends(long seed, ProbeData data, Values into) {
    var ends = HessianSpectrum.ends(data.hessian(), MOST_PRODUCTS, TOLERANCE, seed);
    into.put("landscape.hessianTop", ends.largest());
    into.put("landscape.hessianLowest", ends.smallest());
    into.put("landscape.hessianTop.residual", ends.largestResidual());
    into.put("landscape.hessianLowest.residual", ends.smallestResidual());
  }

  private static void trace(long seed, ProbeData data, Values into) {
    var trace = HessianSpectrum.trace(data.hessian(), TRACE_VECTORS, seed);
    into.put("landscape.hessianTrace", trace.mean());
    into.put("landscape.hessianTrace.standardError", trace.standardError());
  }

  private static void alongGradient(long seed, ProbeData data, Values into) {
    LossFunction loss = data.loss(ExampleSet.TRAIN);
    double[] gradient = new double[loss.dimension()];
    loss.withGradient(loss.here(), gradient);
    into.put("landscape.gradientCurvature", HessianSpectrum.along(data.hessian(), gradient));
  }

  private static void sharpness(long seed, ProbeData data, Values into) {
    LossFunction loss = data.loss(ExampleSet.TRAIN);
    double[] here = loss.here();
    var keskar = Sharpness.keskar(loss::withGradient, here, EPSILON, ITERATIONS, STARTS, seed);
    into.put("landscape.sharpness", keskar.percent());
    into.put("landscape.sharpness.maximum", keskar.maximum());
    into.put(
        "landscape.sharpness.ascent",
        Sharpness.afterAscent(loss::withGradient, here, RADIUS) - keskar.loss());
  }
}
