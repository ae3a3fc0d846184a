package groklab.measures;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.Engine;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.model.Network;
import groklab.lab.probe.Probe;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Measures know no network: of one that lacks a part they say so, and all others are taken.
class OtherNetworksTest {
  private static final String SPEC =
      """
      [task]
      modulus = 5
      tokens = "pair"
      trainFraction = 0.6
      [training]
      precision = "float64"
      """;

  /// @param lacking why measures are not taken, by their names
  private record Taken(Map<String, String> lacking, Probe probe) {}

  private static Taken taken(Function<Problem, Network> made) {
    RunSpec spec = new SpecReader().parse(SPEC);
    Problem data = spec.problem();
    Network network = made.apply(data);
    try (var session = Engine.open(network.layout(), spec.training().precision(), spec.seed(), 1)) {
      network.initialise(session, spec.seed());
      var subject = new Subject.Model(spec, data, network, session, true);
      try (var meter = new ProbeMeter(subject, Catalogue.all())) {
        return new Taken(new TreeMap<>(meter.notApplicable()), meter.take(0));
      }
    }
  }

  @Test
  void aNetworkWithoutNeurons() {
    Taken taken = taken(OtherNetworks.AttentionOnly::new);
    String none = "the network has no layer of hidden neurons";
    assertThat(taken.lacking())
        .containsEntry("representation.featureRank", none)
        .containsEntry("representation.sparsity", none)
        .containsEntry("representation.probe", none)
        .containsEntry("ablation.neurons", none)
        .containsEntry("ablation.embedding", none)
        .containsEntry(
            "fourier.neuronFve",
            "it is defined for one hidden layer of neurons, and the network has 0")
        .doesNotContainKeys("representation.attention", "ablation.heads", "clock.circularity");
    assertThat(taken.probe().values())
        .containsKeys(
            "representation.attention.0.entropy",
            "ablation.head.0.1.zero.train.loss",
            "clock.circularity",
            "representation.layerCka.0.train");
  }

  @Test
  void aNetworkWithoutParts() {
    Taken taken = taken(OtherNetworks.Sum::new);
    assertThat(taken.lacking())
        .containsEntry("representation.attention", "the network has no attention heads")
        .containsEntry("ablation.heads", "the network has no attention heads")
        .containsEntry("representation.layerCka", "the network hands nothing on before its outputs")
        .containsEntry(
            "representation.linearMappingNumber", "the network has no hidden state to go on from")
        .containsEntry(
            "clock.circularity", "the network reads no tokens, so it has no table of them")
        .containsEntry(
            "representation.localComplexity",
            "the network reads no tokens, so it has no table of them")
        .doesNotContainKeys("weights.l2", "fourier.restrictedLoss");
  }

  @Test
  void whatOnlyHelpsTrainingIsNoWeightOfTheNetwork() {
    Taken taken = taken(OtherNetworks.Sum::new);
    var values = taken.probe().values();
    assertThat(values.get("weights.l2")).isEqualTo(values.get("weights.l2.W"));
    assertThat(values).doesNotContainKey("weights.l2.helper");
  }
}
