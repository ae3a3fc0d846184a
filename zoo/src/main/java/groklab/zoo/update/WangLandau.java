package groklab.zoo.update;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Noise;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.Backward;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Table;
import groklab.lab.update.Update;
import groklab.lab.update.UpdateProgram;
import groklab.lab.update.WeightDecay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Wang-Landau molecular dynamics and WanD (arXiv 2505.11411): weights are particles at a
/// temperature, pushed away from losses (and accuracies) where they have been before. What is built
/// up meanwhile is the entropy S(ln loss) or S(ln loss, accuracy): the logarithm of the volume of
/// weights that have them.
///
/// @param learningRate the time step
/// @param friction share of the velocity that is lost in a step, in [0, 1]
/// @param temperature kT, for particles of mass 1
/// @param range of the losses whose entropy is wanted
/// @param accuracy the second axis
/// @param growth how the entropy grows
/// @param bound weights beyond ±bound are reflected; 0 = no bound
public record WangLandau(
    LearningRate learningRate,
    double friction,
    double temperature,
    LossRange range,
    AccuracyAxis accuracy,
    Growth growth,
    double bound)
    implements OptimizerSpec {

  public static final Kind<WangLandau> KIND =
      Kind.of("wang-landau", WangLandau.class, WangLandau::read);

  private static final WeightDecay NO_DECAY =
      new WeightDecay(0, WeightDecay.Form.COUPLED, WeightDecay.Anchor.ORIGIN);

  /// @param from lowest ln(loss)
  /// @param to highest ln(loss)
  /// @param wall beyond the ends, wall · distance² is added to the entropy
  public record LossRange(double from, double to, int bins, double wall) {
    public LossRange {
      Check.that(from < to, "optimizer.lossFrom", from, "less than optimizer.lossTo", "-6.0");
      Check.between(2, bins, 100_000, "optimizer.lossBins", "50");
      Check.notNegative(wall, "optimizer.wall", "100.0");
    }
  }

  /// @param of the set whose accuracy counts
  /// @param sharpness of its sigmoid
  public record AccuracyAxis(Of of, int bins, double sharpness) {
    public AccuracyAxis {
      Check.between(2, bins, 10_000, "optimizer.accuracyBins", "20");
      Check.positive(sharpness, "optimizer.sharpness", "7.0");
    }
  }

  /// Whose accuracy is the second axis.
  public enum Of {
    /// none: the entropy is one of the training loss alone, as in WanD
    NONE,
    TRAIN,
    VALIDATION
  }

  /// At step t the entropy grows by height · min(t/peak, peak/t), in a bump around the present bin.
  ///
  /// @param bumpBins width of the bump, in bins
  /// @param countFrom step from which visits of bins are counted
  public record Growth(double height, long peak, double bumpBins, long countFrom) {
    public Growth {
      Check.positive(height, "optimizer.height", "0.01");
      Check.between(1, peak, Long.MAX_VALUE, "optimizer.peak", "1000");
      Check.positive(bumpBins, "optimizer.bumpBins", "1.0");
      Check.between(0, countFrom, Long.MAX_VALUE, "optimizer.countFrom", "10000");
    }

    double at(long step) {
      double t = step + 1.0;
      return height * Math.min(t / peak, peak / t);
    }
  }

  public WangLandau {
    Check.that(
        friction >= 0 && friction <= 1, "optimizer.friction", friction, "a share in [0, 1]", "0.5");
    Check.positive(temperature, "optimizer.temperature", "0.5");
    Check.notNegative(bound, "optimizer.bound", "3.0");
  }

  private static WangLandau read(Section<WangLandau> s) {
    return new WangLandau(
        LearningRate.read(s, WangLandau::learningRate),
        s.number("friction", 0.5, WangLandau::friction),
        s.number("temperature", 0.5, WangLandau::temperature),
        new LossRange(
            s.number("lossFrom", -8, w -> w.range().from()),
            s.number("lossTo", 2, w -> w.range().to()),
            s.whole("lossBins", 50, w -> w.range().bins()),
            s.number("wall", 100, w -> w.range().wall())),
        new AccuracyAxis(
            s.choice("accuracy", Of.NONE, w -> w.accuracy().of()),
            s.whole("accuracyBins", 20, w -> w.accuracy().bins()),
            s.number("sharpness", 7, w -> w.accuracy().sharpness())),
        new Growth(
            s.number("height", 0.01, w -> w.growth().height()),
            s.wholeLong("peak", 1000, w -> w.growth().peak()),
            s.number("bumpBins", 1, w -> w.growth().bumpBins()),
            s.wholeLong("countFrom", 10_000, w -> w.growth().countFrom())),
        s.number("bound", 0, WangLandau::bound));
  }

  @Override
  public WeightDecay weightDecay() {
    return NO_DECAY;
  }

  @Override
  public boolean samples() {
    return true;
  }

  /// The entropy is one of the loss as a function of the weights.
  @Override
  public boolean needsAllExamples() {
    return true;
  }

  @Override
  public Kind<WangLandau> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    return new Sampling(scope);
  }

  private final class Sampling implements Update {
    private final Scope scope;
    private final EntropyGrid grid;
    private final Slot velocity;
    private final Slot lossSlope;
    private final boolean hasAccuracy = accuracy.of() != Of.NONE;
    private final Backward ofAccuracy;
    private final UpdateProgram.Running keeping;
    private final UpdateProgram.Running moving;
    private double pushOfLoss;
    private double pushOfAccuracy;

    Sampling(Scope scope) {
      this.scope = scope;
      var x = new Table.Axis("ln loss", range.from(), range.to(), range.bins());
      var y = new Table.Axis("accuracy", 0, 1, hasAccuracy ? accuracy.bins() : 1);
      this.grid = new EntropyGrid(x, y, growth.bumpBins());
      this.velocity = scope.slot("velocity");
      this.lossSlope = scope.slot("lossSlope");
      this.ofAccuracy =
          hasAccuracy ? scope.backward().ofSmoothAccuracy(set(), accuracy.sharpness()) : step -> 0;
      this.keeping = keeping();
      this.moving = moving();
    }

    private String set() {
      return accuracy.of() == Of.TRAIN ? "train" : "validation";
    }

    /// Keeps the gradients of the loss, because those of the accuracy take their place.
    private UpdateProgram.Running keeping() {
      var program = new UpdateProgram(scope.session());
      for (View p : scope.parameters()) {
        program.store(lossSlope, p, program.gradient(p));
      }
      return program.compile();
    }

    /// Velocities and weights after a step: friction and noise first, then the push, as the source
    /// does it.
    private UpdateProgram.Running moving() {
      var rule = new RuleProgram(learningRate, NO_DECAY, scope);
      Graph g = rule.graph;
      Node losses = rule.program.scalar("losses", step -> pushOfLoss);
      Optional<Node> accuracies =
          hasAccuracy
              ? Optional.of(rule.program.scalar("accuracies", step -> pushOfAccuracy))
              : Optional.empty();
      double kick = Math.sqrt(friction * (2 - friction) * temperature);
      for (View p : scope.parameters()) {
        Node gradient = rule.program.gradient(p);
        Node push =
            accuracies
                .map(each ->
                    g.add(
                        g.multiply(rule.program.held(lossSlope, p), losses),
                        g.multiply(gradient, each)))
                .orElseGet(() -> g.multiply(gradient, losses));
        Node noise =
            g.random(scope.stream("thermal." + p.name()), Noise.NORMAL, p.rows(), p.cols());
        Node v = g.scale(rule.program.held(velocity, p), 1 - friction);
        v = g.add(g.add(v, g.multiply(push, rule.rate)), g.scale(noise, kick));
        Node w = g.add(rule.program.value(p), g.multiply(v, rule.rate));
        if (bound > 0) {
          // beyond the bound by d: back to the bound, and as far again, with the velocity reversed
          Node edge = g.constant(bound, 1, 1);
          Node within = g.maximum(g.minimum(w, edge), g.scale(edge, -1));
          Node beyond = g.subtract(w, within);
          w = g.subtract(within, beyond);
          v =
              g.multiply(
                  v, g.affine(g.unary(UnaryKind.STEP, g.unary(UnaryKind.ABS, beyond)), -2, 1));
        }
        rule.program.store(velocity, p, v);
        rule.program.store(Slot.VALUES, p, w);
      }
      return rule.program.compile();
    }

    @Override
    public List<Slot> state() {
      return List.of(velocity);
    }

    @Override
    public List<Table> tables() {
      return grid.tables();
    }

    /// Velocities at the temperature.
    @Override
    public void begin() {
      var program = new UpdateProgram(scope.session());
      Graph g = program.graph();
      for (View p : scope.parameters()) {
        Node noise =
            g.random(scope.stream("velocity." + p.name()), Noise.NORMAL, p.rows(), p.cols());
        program.store(velocity, p, g.scale(noise, Math.sqrt(temperature)));
      }
      program.compile().run(0);
    }

    @Override
    public void apply(long step) {
      double loss = scope.loss();
      double x = Math.log(loss);
      double y = 0;
      if (hasAccuracy) {
        keeping.run(step);
        y = ofAccuracy.run(step);
      }
      grid.at(x, y);
      double beyond = Math.max(0, x - range.to()) + Math.min(0, x - range.from());
      double slope = grid.slopeX() + 2 * range.wall() * beyond;
      // a loss of 0 has no logarithm, and gradients that are 0
      pushOfLoss = loss > 0 ? -temperature * slope / loss : 0;
      pushOfAccuracy = -temperature * grid.slopeY();
      if (grid.holds(x)) {
        grid.raise(x, y, growth.at(step));
        if (step >= growth.countFrom()) {
          grid.visit(x, y);
        }
      }
      moving.run(step);
    }

    @Override
    public SequencedMap<String, Double> observed() {
      var observed = new LinkedHashMap<String, Double>();
      double flatness = grid.flatness();
      if (!Double.isNaN(flatness)) { // nothing was visited yet
        observed.put("sampling.flatness", flatness);
      }
      observed.put("sampling.visited", grid.visited());
      return observed;
    }
  }
}
