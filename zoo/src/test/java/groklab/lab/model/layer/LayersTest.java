package groklab.lab.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Slot;
import groklab.lab.loss.Objective;
import groklab.lab.model.Activation;
import groklab.lab.model.Examples;
import groklab.lab.model.InitPreset;
import groklab.lab.model.Initial;
import groklab.lab.model.NormKind;
import groklab.lab.model.Parameter;
import groklab.lab.model.Parameters;
import groklab.lab.model.Role;
import groklab.lab.spec.SpecReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LayersTest {

  /// A network of other classes than ours goes the road from description to gradient.
  @Test
  void aNetworkIsAShortFile() {
    var spec = new SpecReader().parse("[task]\nmodulus = 5\n[training]\nprecision = \"float64\"\n");
    var data = spec.problem();
    var network = new AttentionOnlyNetwork(data);
    var examples = new Examples.Known(data, Ints.of(data.trainRows()));
    try (var session = Engine.open(network.layout(), spec.training().precision(), spec.seed(), 1)) {
      network.initialise(session, spec.seed());
      var executor =
          session.load(spec.training().objective().gradientPlan(network, examples, true, 1));
      double[] loss = new double[1];
      executor.run(0);
      executor.read(Objective.LOSS, loss);
      assertThat(loss[0]).isCloseTo(Math.log(data.targets().width()), within(0.5));
      for (Parameter p : network.parameters()) {
        double[] gradient = new double[p.view().size()];
        session.read(Slot.GRADIENTS, p.view().offset(), gradient);
        double squares = Arrays.stream(gradient).map(v -> v * v).sum();
        assertThat(squares).as(p.name()).isPositive().isFinite();
      }
    }
  }

  @Test
  void presetsDrawAsTheirSourcesDo() {
    var standard = new Initialisation(InitPreset.DEFAULT, 16);
    assertThat(standard.table()).isEqualTo(new Initial.Normal(1));
    assertThat(standard.weight(25)).isEqualTo(new Initial.Uniform(0.2));
    assertThat(standard.bias(25)).isEqualTo(new Initial.Uniform(0.2));
    assertThat(standard.forReadout(4).weight(25)).isEqualTo(new Initial.Uniform(0.2));
    var nanda = new Initialisation(InitPreset.NANDA, 16);
    assertThat(nanda.table()).isEqualTo(new Initial.Normal(0.25));
    assertThat(nanda.weight(25)).isEqualTo(new Initial.Normal(0.25));
    assertThat(nanda.bias(25)).isEqualTo(new Initial.Constant(0));
    assertThat(nanda.forReadout(4).weight(25)).isEqualTo(new Initial.Normal(0.5));
    var kaiming = new Initialisation(InitPreset.KAIMING, 16);
    assertThat(kaiming.table()).isEqualTo(new Initial.Normal(1));
    assertThat(kaiming.weight(8)).isEqualTo(new Initial.Normal(0.5));
    assertThat(kaiming.bias(8)).isEqualTo(new Initial.Constant(0));
    var unit = new Initialisation(InitPreset.UNIT, 16);
    assertThat(unit.table()).isEqualTo(new Initial.Normal(1));
    assertThat(unit.weight(25)).isEqualTo(new Initial.Normal(1));
    assertThat(unit.bias(25)).isEqualTo(new Initial.Constant(0));
  }

  /// The order decides where a parameter lies and so what its neighbours' checkpoints look like.
  @Test
  void partsDescribeTheirParametersInAFixedOrder() {
    var parameters = new Parameters();
    var init = new Initialisation(InitPreset.DEFAULT, 6);
    Norm.of(parameters, "n", 6, NormKind.LAYER);
    SelfAttention.of(parameters, init, "a", new SelfAttention.Shape(6, 2, 3, true, true, false, 1));
    FeedForward.of(parameters, init, "f", new FeedForward.Shape(6, 9, Activation.RELU, true));
    Norm.of(parameters, "r", 6, NormKind.RMS);
    assertThat(parameters.list())
        .extracting(Parameter::name)
        .containsExactly(
            "n.w", "n.b", "a.W_Q", "a.b_Q", "a.W_K", "a.b_K", "a.W_V", "a.b_V", "a.W_O", "a.b_O",
            "f.W_in", "f.W_out", "f.b_in", "f.b_out", "r.w");
    var query = parameters.list().get(2);
    assertThat(query.shape()).containsExactly(2, 6, 3);
    assertThat(query.order()).isEqualTo(Parameter.Order.HEADS_FIRST);
    assertThat(query.role()).isEqualTo(Role.ATTENTION);
  }

  @Test
  void sinusoidsAreThoseOfTheirSource() {
    double[] table = PositionTable.sinusoids(2, 4);
    assertThat(table[0]).isEqualTo(0);
    assertThat(table[1]).isEqualTo(1);
    assertThat(table[4]).isEqualTo(StrictMath.sin(1));
    assertThat(table[5]).isEqualTo(StrictMath.cos(1));
    assertThat(table[6]).isEqualTo(StrictMath.sin(0.01));
    assertThat(table[7]).isEqualTo(StrictMath.cos(0.01));
  }
}
