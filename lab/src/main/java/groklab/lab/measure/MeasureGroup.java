package groklab.lab.measure;

import java.util.Locale;

/// What measures are grouped by: the question that they answer. A group's name may stand wherever a
/// measure's may.
public enum MeasureGroup {
  /// how well the network answers
  BEHAVIOUR("how well the network answers"),
  WEIGHTS("sizes of the weights and of their movement"),
  SPECTRUM("singular values of the weight matrices"),
  FOURIER("the algorithm in the basis of the group's representations"),
  REPRESENTATION("geometry of the activations"),
  INFORMATION("what neurons know together"),
  LANDSCAPE("curvature of the loss and the tangent kernel"),
  NUMERICS("effects of rounding"),
  ABLATION("what is lost when a part is removed"),
  ROUTING("which experts are chosen");

  private final String question;

  MeasureGroup(String question) {
    this.question = question;
  }

  /// The word in a spec and on the command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What its measures tell, as the end of a sentence.
  public String question() {
    return question;
  }
}
