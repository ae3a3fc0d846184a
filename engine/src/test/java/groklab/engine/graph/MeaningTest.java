package groklab.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Fused kernels against their definitions in simpler operations.
class MeaningTest {
  static Stream<PrimitiveCases.Case> fused() {
    return Stream.concat(classLosses(), others());
  }

  private static Stream<PrimitiveCases.Case> classLosses() {
    Index target = new Index.Fixed(Ints.of(3, 0, 7, 3, 1, 5));
    return Stream.of(ClassLossForm.Kind.values())
        .map(kind -> new ClassLossForm(kind, LossPrecision.FLOAT64))
        .flatMap(form ->
            Stream.of(
                fused(form.kind() + " loss", g -> g.classLoss(PrimitiveCases.a(g), target, form)),
                fused(
                    form.kind() + " loss gradient",
                    g ->
                        g.apply(
                            new Op.ClassLossGradient(target, form),
                            PrimitiveCases.a(g),
                            PrimitiveCases.col(g)))));
  }

  private static Stream<PrimitiveCases.Case> others() {
    return Stream.of(
        fused("gelu", g -> g.unary(UnaryKind.GELU, PrimitiveCases.a(g))),
        fused("gelu slope", g -> g.unary(UnaryKind.GELU_SLOPE, PrimitiveCases.a(g))),
        fused("gelu tanh", g -> g.unary(UnaryKind.GELU_TANH, PrimitiveCases.a(g))),
        fused("gelu tanh slope", g -> g.unary(UnaryKind.GELU_TANH_SLOPE, PrimitiveCases.a(g))),
        fused("silu", g -> g.unary(UnaryKind.SILU, PrimitiveCases.a(g))),
        fused("silu slope", g -> g.unary(UnaryKind.SILU_SLOPE, PrimitiveCases.a(g))),
        fused(
            "softmax backward",
            g -> g.apply(new Op.SoftmaxBackward(4), PrimitiveCases.a(g), PrimitiveCases.b(g))),
        fused(
            "squared error",
            g -> g.squaredError(PrimitiveCases.a(g), PrimitiveCases.b(g), LossPrecision.FLOAT64)),
        fused(
            "squared error gradient",
            g ->
                g.apply(
                    new Op.SquaredErrorGradient(LossPrecision.FLOAT64),
                    PrimitiveCases.a(g),
                    PrimitiveCases.b(g),
                    PrimitiveCases.col(g))),
        fused("layer norm", g -> g.normalize(PrimitiveCases.a(g), 1e-5, true)),
        fused("rms norm", g -> g.normalize(PrimitiveCases.a(g), 1e-5, false)),
        fused(
            "layer norm backward",
            g ->
                g.apply(
                    new Op.NormalizeBackward(1e-5, true),
                    PrimitiveCases.a(g),
                    PrimitiveCases.b(g))),
        fused(
            "rms norm backward",
            g ->
                g.apply(
                    new Op.NormalizeBackward(1e-5, false),
                    PrimitiveCases.a(g),
                    PrimitiveCases.b(g))));
  }

  private static PrimitiveCases.Case fused(String name, Function<Graph, Node> build) {
    return new PrimitiveCases.Case(name, false, build);
  }

  @ParameterizedTest
  @MethodSource("fused")
  void fusedKernelEqualsItsDefinition(PrimitiveCases.Case c) {
    Graph g = new Graph();
    Node fused = c.build().apply(g);
    ParameterLayout layout = new ParameterLayout();
    for (Node n : Gradients.topological(fused)) {
      if (n.op() instanceof Op.Parameter(String name)) {
        layout.add(name, n.rows(), n.cols());
      }
    }
    try (Evaluator e = new Evaluator(layout, 1)) {
      e.fill(false);
      List<double[]> values = e.values(List.of(fused, Meaning.of(g, fused)));
      for (int i = 0; i < values.get(0).length; i++) {
        assertThat(values.get(0)[i]).as("entry %d", i).isCloseTo(values.get(1)[i], within(1e-14));
      }
    }
  }
}
