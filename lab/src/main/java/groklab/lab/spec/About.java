package groklab.lab.spec;

import groklab.lab.kind.Check;

/// What a spec file says about itself in its section `[about]`. It has no effect on the run; a spec
/// may leave any of it out (empty text, 0 minutes).
///
/// @param purpose what the run shows
/// @param source where its settings come from, an arXiv id where there is one
/// @param differs what differs from the base or the source, and why
/// @param expect what to expect, so that a reader can tell a reproduction from a failure
/// @param expectation the same for a machine
/// @param minutes rough time on two cores; 0 = not stated
public record About(
    String purpose,
    String source,
    String differs,
    String expect,
    Expectation expectation,
    double minutes) {

  public About {
    Check.notNegative(minutes, "about.minutes", "2");
  }
}
