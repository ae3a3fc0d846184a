package groklab.monitor.diagnosis;

final class GrokOdds {
  static final double THRESHOLD = 0.5;

  private GrokOdds() {}

  static double probability(Plateau plateau) {
    return plateau.level() < 0.5 && plateau.rise() > 0.02 ? 0.6 : 0.3;
  }
}
