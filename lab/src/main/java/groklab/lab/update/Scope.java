package groklab.lab.update;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.Span;
import groklab.engine.plan.ParameterLayout.View;
import java.util.ArrayList;
import java.util.List;

/// What one part of an optimiser works on.
public final class Scope {
  private final Session session;
  private final String label;
  private final String place;
  private final List<View> parameters;
  private final double rateFactor;
  private final double decayFactor;
  private final Backward.Remembering backward;
  private long since;

  /// @param label begins the names of what the part keeps
  /// @param place where the part stands in the spec
  /// @param parameters in the order of the session's layout
  /// @param rateFactor times the learning rate
  /// @param decayFactor times the weight decay
  Scope(
      Session session,
      String label,
      String place,
      List<View> parameters,
      double rateFactor,
      double decayFactor,
      Backward.Remembering backward) {
    this.session = session;
    this.label = label;
    this.place = place;
    this.parameters = List.copyOf(parameters);
    this.rateFactor = rateFactor;
    this.decayFactor = decayFactor;
    this.backward = backward;
  }

  /// All parameters of a session, for an update without stages.
  public static Scope of(Session session) {
    return new Scope(
        session,
        "",
        "optimizer",
        session.layout().views(),
        1,
        1,
        new Backward.Remembering(step -> {
          throw new IllegalStateException("nobody here computes gradients");
        }));
  }

  public Session session() {
    return session;
  }

  public List<View> parameters() {
    return parameters;
  }

  /// Those of its parameters that a pattern names.
  ///
  /// @throws groklab.lab.kind.SpecException if a name of the pattern matches none
  public List<View> parameters(ParameterPattern pattern) {
    pattern.check(place + ".parameters", parameters.stream().map(View::name).toList());
    return parameters.stream().filter(view -> pattern.matches(view.name())).toList();
  }

  /// The stretches of the flat array that its parameters fill.
  public List<Span> spans() {
    List<View> all = session.layout().views();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (parameters.contains(all.get(i))) {
        int from = all.get(i).offset();
        int to = i + 1 < all.size() ? all.get(i + 1).offset() : session.layout().length();
        if (!spans.isEmpty() && spans.getLast().to() == from) {
          from = spans.removeLast().from();
        }
        spans.add(new Span(from, to));
      }
    }
    return spans;
  }

  /// Where the part stands in the spec, for sentences.
  public String place() {
    return place;
  }

  /// A slot of the part's own.
  public Slot slot(String name) {
    return new Slot(label.isEmpty() ? name : label + "." + name);
  }

  /// A random stream of the part's own.
  public String stream(String name) {
    return "update." + (label.isEmpty() ? name : label + "." + name);
  }

  public double rateFactor() {
    return rateFactor;
  }

  public double decayFactor() {
    return decayFactor;
  }

  /// The gradients of the present step, at the present weights.
  public Backward backward() {
    return backward;
  }

  /// The training loss whose gradients the session holds, as training computes it.
  public double loss() {
    return backward.value();
  }

  /// How many steps the part has taken part in before step `step`.
  public long updatesBefore(long step) {
    return step - since;
  }

  String label() {
    return label;
  }

  /// The step at which the part began, with empty state.
  long since() {
    return since;
  }

  void beginsAt(long step) {
    since = step;
  }
}
