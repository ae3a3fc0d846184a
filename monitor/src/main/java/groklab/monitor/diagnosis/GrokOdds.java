package groklab.monitor.diagnosis;

/// How likely a run on a plateau is to grok: a logistic function of what its curves have done since
/// the training set was fit.
///
/// The weights were fitted to 145 of the 160 runs of `docs/examples/plateaus.toml` (addition mod
/// 31, five weight decays, four shares of the data, right and random labels, seeds 0 to 3; those
/// left out were on their way up when they ended). Each was seen at a quarter, a half and three
/// quarters of the way, in logarithms of steps, from T_mem to T_grok or to the end, and at the end:
/// 58 views of 20 runs that grokked, 482 of 125 that did not. It is a rule for plateaus like those,
/// not a forecast: on other networks, data and optimisers it has to be seen how far it carries.
final class GrokOdds {
  /// From here on a run "may grok".
  static final double THRESHOLD = 0.5;

  private static final double BASE = -4.33;
  private static final double OF_RISE = 9.58;
  private static final double OF_FALL = 11.49;

  /// The same where no validation loss was logged.
  private static final double BASE_ALONE = -3.08;

  private static final double OF_RISE_ALONE = 29.54;

  private GrokOdds() {}

  /// What a rise has to be to speak for grokking: it then brings its share of what makes up for
  /// the base, half of it where the loss brings the other.
  static boolean isForGrokking(double rise, boolean hasLoss) {
    return hasLoss ? OF_RISE * rise > -BASE / 2 : OF_RISE_ALONE * rise > -BASE_ALONE;
  }

  /// The same of the fall of the validation loss.
  static boolean isForGrokking(double lossFall) {
    return OF_FALL * lossFall > -BASE / 2;
  }

  static double probability(Plateau plateau) {
    double rise = Double.isNaN(plateau.rise()) ? 0 : plateau.rise();
    double logit =
        plateau.lossFall().isPresent()
            ? BASE + OF_RISE * rise + OF_FALL * plateau.lossFall().getAsDouble()
            : BASE_ALONE + OF_RISE_ALONE * rise;
    return 1 / (1 + StrictMath.exp(-logit));
  }
}
