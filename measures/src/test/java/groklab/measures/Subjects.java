package groklab.measures;

import groklab.engine.Engine;
import groklab.engine.exec.Session;
import groklab.lab.measure.Subject;
import groklab.lab.model.Network;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;

/// Small networks at their initial weights.
public final class Subjects {
  public static final String TRANSFORMER =
      """
      [task]
      modulus = 7
      trainFraction = 0.4
      [model]
      width = 8
      heads = 2
      mlpWidth = 12
      """;

  public static final String PERCEPTRON =
      """
      [task]
      modulus = 5
      tokens = "pair"
      trainFraction = 0.6
      [model]
      kind = "mlp"
      width = 9
      activation = "tanh"
      [training]
      precision = "float64"
      """;

  /// Wide enough for spectra.
  public static final String WIDE =
      """
      [task]
      modulus = 11
      trainFraction = 0.5
      [model]
      width = 16
      heads = 2
      mlpWidth = 24
      """;

  public static final String PERMUTATIONS =
      """
      [task]
      kind = "permutations"
      degree = 3
      operation = "compose"
      tokens = "pair"
      trainFraction = 0.6
      [model]
      kind = "mlp"
      width = 12
      """;

  /// Fresh sequences, for which strategies are known.
  public static final String CHAINS =
      """
      [task]
      kind = "markov-chains"
      length = 12
      trainExamples = 6
      validationExamples = 9
      [model]
      width = 8
      heads = 1
      mlpWidth = 0
      lastLayer = "zero"
      [training]
      batch = 4
      """;

  public static final String EXPERTS =
      """
      [task]
      kind = "domains"
      modulus = 5
      domains = ["add", "random"]
      trainFractions = [0.6, 0.6]
      [model]
      kind = "moe-transformer"
      layers = 3
      width = 8
      heads = 2
      mlpWidth = 4
      experts = 4
      """;

  private Subjects() {}

  /// The caller closes the session.
  public static Subject.Model of(String toml, int threads) {
    RunSpec spec = new SpecReader().parse(toml);
    Problem data = spec.problem();
    Network network = spec.model().network(data);
    Session session =
        Engine.open(network.layout(), spec.training().precision(), spec.seed(), threads);
    network.initialise(session, spec.seed());
    return new Subject.Model(spec, data, network, session, true);
  }
}
