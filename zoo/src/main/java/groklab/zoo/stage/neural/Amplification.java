package groklab.zoo.stage.neural;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.DoubleMath;
import groklab.engine.random.RandomStream;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.Table;
import java.util.Arrays;
import java.util.List;

/// The stage of [NeuralGradient], in float64 on the host: with z the [Amplifier]'s value of each
/// entry of the gradient g, u = exp(z − max z)·g and g' = norm·u/‖u‖. The softmax over all entries
/// differs from exp(z − max z) by a factor that the norm takes out again.
///
/// Entries are shared out in blocks; what is summed over them is summed in a block first, and then
/// over the blocks in order, so that nothing depends on the number of workers.
final class Amplification implements Stage {
  private static final int BLOCK = 8192;

  private final NeuralGradient spec;
  private final Scope scope;
  private final Session session;
  private final Amplifier amplifier;
  private final MetaAdam adam;

  private final double[] gradient;
  private final boolean[] mine;

  /// z first, then u, then g'
  private final double[] work;

  private final double[] here;
  private final double[] outer;
  private final double[] tried;
  private final int[] stretches;
  private final Blocks blocks;

  // what the work on blocks reads
  private double largest;
  private double factor;
  private double along;

  private final Session.RowWork evaluation = this::evaluate;
  private final Session.RowWork weighting = this::weight;
  private final Session.RowWork normalisation = this::normalise;
  private final Session.RowWork product = this::multiply;
  private final Session.RowWork collection = this::collect;

  /// Room for what each block finds.
  ///
  /// @param numbers one for each block
  /// @param sums of each block, one for each stretch
  /// @param moments the same
  private record Blocks(double[] numbers, double[][] sums, double[][] moments) {
    int count() {
      return numbers.length;
    }

    double sum() {
      double sum = 0;
      for (double each : numbers) {
        sum += each;
      }
      return sum;
    }
  }

  Amplification(NeuralGradient spec, Scope scope) {
    this.spec = spec;
    this.scope = scope;
    this.session = scope.session();
    this.amplifier = new Amplifier(spec.hidden());
    this.adam = new MetaAdam(3 * spec.hidden(), spec.metaRate());
    int n = session.layout().length();
    this.gradient = new double[n];
    this.work = new double[n];
    this.here = new double[n];
    this.outer = new double[n];
    this.tried = new double[n];
    this.stretches = new int[n];
    this.mine = new boolean[n];
    for (var span : scope.spans()) {
      Arrays.fill(mine, span.from(), span.to(), true);
    }
    int count = (n + BLOCK - 1) / BLOCK;
    int places = amplifier.stretches();
    this.blocks =
        new Blocks(new double[count], new double[count][places], new double[count][places]);
  }

  @Override
  public List<Table> tables() {
    return List.of(
        Table.list("weights", amplifier.weights()),
        Table.list("firstMoment", adam.first()),
        Table.list("secondMoment", adam.second()));
  }

  @Override
  public void begin() {
    amplifier.draw(RandomStream.of(session.seed(), scope.stream("weights")));
  }

  @Override
  public void afterGradient(long step) {
    session.read(Slot.GRADIENTS, 0, gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = mine[i] ? gradient[i] : 0;
    }
    amplify();
    long updates = (scope.updatesBefore(step) + 1) / spec.every();
    boolean isTurn = (scope.updatesBefore(step) + 1) % spec.every() == 0;
    if (isTurn && spec.hidden() > 0 && spec.metaRate() > 0) {
      learn(step, updates);
      amplify();
    }
    session.write(Slot.GRADIENTS, 0, work);
  }

  /// g' into `work`.
  private void amplify() {
    amplifier.prepare();
    each(evaluation);
    largest = Double.NEGATIVE_INFINITY;
    for (double each : blocks.numbers()) {
      largest = Math.max(largest, each);
    }
    each(weighting);
    double length = Math.sqrt(blocks.sum());
    factor = length == 0 ? 0 : spec.norm() / length;
    each(normalisation);
  }

  /// One update of the amplifier: a step is tried, and the loss over the examples held out says how
  /// good it was. With u and its length ‖u‖ as above, q = g' and o the outer gradient, ∂L/∂z =
  /// −innerRate·q·(o − q·(q·o)/norm²).
  private void learn(long step, long updates) {
    session.read(Slot.VALUES, 0, here);
    for (int i = 0; i < here.length; i++) {
      tried[i] = here[i] - spec.innerRate() * work[i];
    }
    session.write(Slot.VALUES, 0, tried);
    scope.backward().heldOut(step);
    session.read(Slot.GRADIENTS, 0, outer);
    session.write(Slot.VALUES, 0, here);
    each(product);
    along = blocks.sum() / (spec.norm() * spec.norm());
    each(collection);
    double[] sums = blocks.sums()[0];
    double[] moments = blocks.moments()[0];
    for (int block = 1; block < blocks.count(); block++) {
      for (int k = 0; k < sums.length; k++) {
        sums[k] += blocks.sums()[block][k];
        moments[k] += blocks.moments()[block][k];
      }
    }
    amplifier.gradient(sums, moments, adam.gradient());
    adam.step(amplifier.weights(), updates);
  }

  private void each(Session.RowWork rows) {
    session.forEachBlock(blocks.count(), 1, rows);
  }

  private int end(int block) {
    return Math.min(gradient.length, (block + 1) * BLOCK);
  }

  private void evaluate(int from, int to) {
    for (int block = from; block < to; block++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int i = block * BLOCK; i < end(block); i++) {
        if (mine[i]) {
          stretches[i] = amplifier.stretch(gradient[i]);
          work[i] = amplifier.value(stretches[i], gradient[i]);
          most = Math.max(most, work[i]);
        }
      }
      blocks.numbers()[block] = most;
    }
  }

  private void weight(int from, int to) {
    for (int block = from; block < to; block++) {
      double squares = 0;
      for (int i = block * BLOCK; i < end(block); i++) {
        work[i] = mine[i] ? DoubleMath.exp(work[i] - largest) * gradient[i] : 0;
        squares += work[i] * work[i];
      }
      blocks.numbers()[block] = squares;
    }
  }

  private void normalise(int from, int to) {
    for (int i = from * BLOCK; i < end(to - 1); i++) {
      work[i] *= factor;
    }
  }

  private void multiply(int from, int to) {
    for (int block = from; block < to; block++) {
      double sum = 0;
      for (int i = block * BLOCK; i < end(block); i++) {
        sum += work[i] * outer[i];
      }
      blocks.numbers()[block] = sum;
    }
  }

  private void collect(int from, int to) {
    for (int block = from; block < to; block++) {
      double[] sums = blocks.sums()[block];
      double[] moments = blocks.moments()[block];
      Arrays.fill(sums, 0);
      Arrays.fill(moments, 0);
      for (int i = block * BLOCK; i < end(block); i++) {
        if (mine[i]) {
          double r = -spec.innerRate() * work[i] * (outer[i] - along * work[i]);
          sums[stretches[i]] += r;
          moments[stretches[i]] += r * gradient[i];
        }
      }
    }
  }
}
