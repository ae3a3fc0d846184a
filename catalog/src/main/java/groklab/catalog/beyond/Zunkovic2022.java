package groklab.catalog.beyond;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Omission;
import groklab.catalog.check.Computed;
import groklab.catalog.check.Computed.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/// arXiv 2210.15435: models in which the test error becomes exactly 0 at a finite time.
public final class Zunkovic2022 {
  private static final double[] REACHES = {0.05, 0.1, 0.2, 0.4, 0.8};
  private static final int SETS = 100_000;
  private static final int DESCENTS = 100;

  private Zunkovic2022() {}

  /// The entry.
  public static Entry entry() {
    return new Entry(
        "zunkovic2022",
        "two clouds with a gap between, and a threshold that moves into it",
        "Zunkovic, Ilievski: Grokking phase transitions in learning local rules with gradient"
            + " descent, arXiv 2210.15435",
        List.of(),
        claims(),
        List.of(),
        List.of(
            new Omission(
                "the slowest mode of the ball, ln(ε⁴/(ε⁴ - 1))/(2(λ₂ + 1/(D + 2)))",
                "it is stated for ε above 1 and its derivation was not read"),
            new Omission(
                "rule 30 through a tensor network, and the effective dimension",
                "the map is not built yet"),
            new Omission("averaged curves of trained perceptrons", "the closed forms say them")),
        List.of(
            "Here grokking means that the test error reaches 0 after the training error did; there"
                + " is no plateau at chance, and our verdict of runs is not used.",
            "No mutant: nothing here is a run."));
  }

  private static List<Claim> claims() {
    return List.of(
        table(1, "1 - exp(-2e)", 0.095163, 0.181269, 0.329680, 0.550671, 0.798103),
        table(
            2,
            "equation 15, 1 - (1 + 2e)exp(-4e)",
            0.099396,
            0.195616,
            0.370939,
            0.636586,
            0.894018),
        table(5, "equation 13", 0.135911, 0.267115, 0.500246, 0.807113, 0.983010),
        table(10, "equation 13", 0.183670, 0.356956, 0.641738, 0.925456, 0.999030),
        Claim.of(
            "drawn-data",
            "Of data sets that are drawn, as many have their mean within reach.",
            "equations 13 and 15; 0.005 either way, three standard deviations",
            new Computed(
                "share of 100,000 data sets with |mean| below 0.2",
                List.of(
                    drawn(1, 0.329680),
                    drawn(2, 0.370939),
                    drawn(5, 0.500246),
                    drawn(10, 0.641738)))),
        Claim.of(
            "time",
            "From no training error to no test error it takes"
                + " ln[(ε + x_min - x)/(ε - x)]/(1 + λ₂).",
            "equation 16; values by an independent calculation, the printed digits",
            new Computed(
                "time for ε = 0.1, x_min = 0.3, mean 0.05",
                List.of(
                    near("λ₂ = 0", 1.945910, () -> model(0.1, 0, 0).delay(0.3, 0.05)),
                    near("0.5", 1.136499, () -> model(0.1, 0, 0.5).delay(0.3, 0.05))))),
        Claim.of(
            "descent-agrees",
            "Descent ends without a wrong unseen example where |mean| is below ε(1 + λ₂) + λ₁, and"
                + " nowhere else: λ₁ adds to the margin, λ₂ multiplies it.",
            "section on the one-dimensional model; 2 % either way for data sets on the edge and"
                + " steps of 0.001",
            new Computed(
                "share of 100 data sets, N = 5, ε = 0.1, in which both agree",
                List.of(
                    agreement("no penalty", model(0.1, 0, 0)),
                    agreement("λ₁ = 0.1", model(0.1, 0.1, 0)),
                    agreement("λ₂ = 1", model(0.1, 0, 1))))),
        Claim.of(
            "descent-takes-that-time",
            "and takes the time of equation 16.",
            "equation 16; 2 % for steps of 0.001 and delays of at least 0.1",
            new Computed(
                "largest deviation, as a share, over 100 data sets, N = 5, ε = 0.1",
                List.of(
                    deviation("no penalty", model(0.1, 0, 0)),
                    deviation("λ₂ = 1", model(0.1, 0, 1))))),
        Claim.of(
            "only-lasso-helps",
            "At a vanishing margin λ₂ does not help and λ₁ does.",
            "the claim of the paper; N = 2, bounds ours",
            new Computed(
                "probability at ε = 0.000001",
                List.of(
                    new Part("λ₂ = 1", () -> model(1e-6, 0, 1).probability(2), 0, 1e-5),
                    new Part("λ₁ = 0.1", () -> model(1e-6, 0.1, 0).probability(2), 0.19, 0.2)))),
        Claim.of(
            "exponent-one",
            "Each data set counted from its own time of no test error, the error vanishes linearly,"
                + " with slope ε_λ/2.",
            "critical exponent 1 and its prefactor; 1 % either way",
            new Computed(
                "mean over 100,000 data sets, N = 5, ε = 0.2, times 0.001 and 0.0001",
                List.of(
                    new Part("exponent", Zunkovic2022::exponent, 0.99, 1.01),
                    new Part("slope/ε_λ", Zunkovic2022::slope, 0.495, 0.505)))),
        Claim.of(
            "ball",
            "In a ball of D dimensions the exponent is (D + 1)/2, and (D + 1 - 2ξ)/2 where the"
                + " density diverges like depth^(-ξ) at the edge.",
            "the ball model; 0.005 either way",
            new Computed(
                "exponent between depths 0.0001 and 0.001",
                List.of(
                    ball("D = 2", 1.5, new Ball(2, 0)),
                    ball("D = 3", 2, new Ball(3, 0)),
                    ball("D = 2, ξ = 1/2", 1, new Ball(2, 0.5)),
                    ball("D = 3, ξ = 1/2", 1.5, new Ball(3, 0.5))))));
  }

  private static Claim table(int n, String equation, double... expected) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < REACHES.length; i++) {
      double reach = REACHES[i];
      parts.add(
          near(
              String.format(Locale.ROOT, "e = %.2f", reach),
              expected[i],
              () -> model(reach, 0, 0).probability(n)));
    }
    return Claim.of(
        "probability-" + n,
        "With %d example%s of each class the test error reaches 0 with this probability, e being"
                .formatted(n, n == 1 ? "" : "s")
            + " ε(1 + λ₂) + λ₁.",
        equation + "; values by an independent calculation, the printed digits",
        new Computed("probability, N = " + n, parts));
  }

  private static Threshold model(double margin, double lasso, double ridge) {
    return new Threshold(margin, lasso, ridge);
  }

  /// To the printed digits: six.
  private static Part near(String label, double expected, DoubleSupplier value) {
    return new Part(label, value, expected - 1e-6, expected + 1e-6);
  }

  private static Part drawn(int n, double expected) {
    return new Part(
        "N = " + n,
        () -> Threshold.Sample.of(n, SETS).share(0.2),
        expected - 0.005,
        expected + 0.005);
  }

  private static Part agreement(String label, Threshold model) {
    return new Part(
        label, () -> model.descend(Threshold.Sample.of(5, DESCENTS)).agreement(), 0.98, 1);
  }

  private static Part deviation(String label, Threshold model) {
    return new Part(label, () -> model.descend(Threshold.Sample.of(5, DESCENTS)).error(), 0, 0.02);
  }

  private static double exponent() {
    Threshold model = model(0.2, 0, 0);
    var sample = Threshold.Sample.of(5, SETS);
    return StrictMath.log10(model.errorBefore(1e-3, sample) / model.errorBefore(1e-4, sample));
  }

  private static double slope() {
    Threshold model = model(0.2, 0, 0);
    double error = model.errorBefore(1e-4, Threshold.Sample.of(5, SETS));
    return error / (1e-4 * model.reach());
  }

  private static Part ball(String label, double expected, Ball ball) {
    return new Part(label, () -> ball.exponent(1e-4, 1e-3), expected - 0.005, expected + 0.005);
  }
}
