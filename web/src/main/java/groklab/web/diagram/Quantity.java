package groklab.web.diagram;

import java.util.Locale;

/// What a map shows of each cell.
public enum Quantity {
  VERDICT(
      "verdict", "verdict of each cell", "A cell has the verdict of more than half of its runs."),
  GENERALISED("T_grok", "median T_grok", "Steps until the validation set was learnt."),
  DELAY("delay", "median delay", "T_grok − T_mem in steps, of the runs that memorised."),
  GROKKING(
      "P(grokking)",
      "probability of grokking",
      "Share of the decided runs of a cell; below it their number and, where there is room, the"
          + " 95 % interval (Wilson)."),
  GENERALISING(
      "P(generalising)",
      "probability of generalising",
      "Late or at once; share of the decided runs of a cell; below it their number and, where"
          + " there is room, the 95 % interval (Wilson).");

  private final String label;
  private final String title;
  private final String note;

  Quantity(String label, String title, String note) {
    this.label = label;
    this.title = title;
    this.note = note;
  }

  /// A short name for a choice.
  public String label() {
    return label;
  }

  public String title() {
    return title;
  }

  /// What exactly it is, in one sentence.
  public String note() {
    return note;
  }

  /// The name of its files, without ending.
  public String file() {
    return name().toLowerCase(Locale.ROOT);
  }
}
