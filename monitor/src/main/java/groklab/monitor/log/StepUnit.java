package groklab.monitor.log;

/// What the steps of a log count.
public enum StepUnit {
  /// optimiser steps
  STEP("step", "steps"),
  /// passes over the training set
  EPOCH("epoch", "epochs"),
  /// lines of the log, where it says neither
  LINE("line of the log", "lines of the log");

  private final String one;
  private final String many;

  StepUnit(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /// `step`.
  public String one() {
    return one;
  }

  /// `steps`.
  public String many() {
    return many;
  }

  /// A sentence of our own runs' detectors, which count steps, with this unit in their place.
  public String named(String sentence) {
    return sentence.replaceAll("\\bsteps\\b", many).replaceAll("\\bstep\\b", one);
  }
}
