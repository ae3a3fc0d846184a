package groklab.bench;

import groklab.bench.time.Spread;
import groklab.engine.f32.FloatKernels;
import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatPack;
import groklab.engine.f32.loop.FloatProducts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Speed of the matrix products on one core, at the shapes of the small transformers, beside the
/// machine's peak.
///
/// Each shape is first checked against the plain kernels (same bits), then all shapes are timed in
/// turn, so that each finds the caches and the compiled code as the others left them.
public final class ProductBench {

  /// How A and B are stored.
  private enum Layout {
    /// A row-major, B packed: a layer's forward product and the gradient of its input
    ROWS,
    /// A and B packed, as the blocks that make them leave them: the gradient of a weight matrix
    CONTRACTION
  }

  /// C[rows, cols] += A[rows, depth]·B[depth, cols]
  private record Shape(Layout layout, int rows, int depth, int cols) {
    double flop() {
      return 2.0 * rows * depth * cols;
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(Layout.ROWS, 96, 128, 512),
          new Shape(Layout.ROWS, 200, 128, 512),
          new Shape(Layout.ROWS, 3830, 128, 512),
          new Shape(Layout.ROWS, 96, 512, 128),
          new Shape(Layout.ROWS, 3830, 512, 128),
          new Shape(Layout.ROWS, 96, 128, 128),
          new Shape(Layout.ROWS, 3830, 128, 128),
          new Shape(Layout.ROWS, 96, 128, 114),
          new Shape(Layout.ROWS, 200, 128, 114),
          new Shape(Layout.ROWS, 3830, 128, 114),
          new Shape(Layout.ROWS, 3830, 114, 128),
          new Shape(Layout.CONTRACTION, 128, 3830, 512),
          new Shape(Layout.CONTRACTION, 512, 3830, 128),
          new Shape(Layout.CONTRACTION, 128, 3830, 128),
          new Shape(Layout.CONTRACTION, 128, 3830, 114),
          new Shape(Layout.CONTRACTION, 128, 226, 128));

  private final FloatKernels kernels;
  private final Shape shape;
  private final FloatMatrix a;
  private final FloatMatrix c;
  private final FloatPack right;
  private final FloatPack left;
  private final float[] scratch;
  private final double[] seconds;

  private ProductBench(FloatKernels kernels, Shape shape, int repetitions) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    this.kernels = kernels;
    this.shape = shape;
    FloatProducts products = kernels.products();
    float[] numbers = numbers(random, shape.rows * shape.depth);
    a = new FloatMatrix().at(numbers, 0, shape.rows, shape.depth);
    c = new FloatMatrix().at(new float[shape.rows * shape.cols], 0, shape.rows, shape.cols);
    right = products.right(shape.depth, shape.cols);
    left = products.left(shape.depth, shape.rows);
    scratch = new float[products.scratchLength()];
    seconds = new double[repetitions];
    float[] b = numbers(random, shape.depth * shape.cols);
    products.packRight(right, 0, 0, new FloatMatrix().at(b, 0, shape.depth, shape.cols), false);
    products.packLeft(left, 0, new FloatMatrix().at(numbers, 0, shape.depth, shape.rows));
  }

  private static float[] numbers(RandomGenerator random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextFloat() - 0.5f;
    }
    return x;
  }

  private void multiply() {
    switch (shape.layout) {
      case ROWS -> kernels.products().product(c, c, a, right, scratch);
      case CONTRACTION -> kernels.products().contraction(c, left, 0, right, 0, scratch);
    }
  }

  private void time(int repetition) {
    int calls = Math.max(1, (int) (5e7 / shape.flop()));
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      multiply();
    }
    seconds[repetition] = (System.nanoTime() - start) * 1e-9 / calls;
  }

  private boolean sameBits() {
    ProductBench plain = new ProductBench(FloatKernels.plain(), shape, 0);
    plain.multiply();
    Arrays.fill(c.array, 0);
    multiply();
    return Arrays.equals(plain.c.array, c.array);
  }

  /// Speed of one shape.
  ///
  /// @param shape layout, rows x depth x columns
  /// @param sameBits whether the result was that of the plain kernels
  record Row(String shape, double medianGflops, double bestGflops, boolean sameBits) {}

  /// One row per shape.
  static List<Row> measure(int repetitions) {
    FloatKernels kernels = FloatKernels.preferred();
    List<ProductBench> all =
        SHAPES.stream().map(shape -> new ProductBench(kernels, shape, repetitions)).toList();
    List<Boolean> same = all.stream().map(ProductBench::sameBits).toList();
    for (int round = 0; round < 2; round++) { // the first round warms up
      for (int repetition = 0; repetition < repetitions; repetition++) {
        for (ProductBench bench : all) {
          bench.time(repetition);
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      rows.add(all.get(i).row(same.get(i)));
    }
    return rows;
  }

  private Row row(boolean same) {
    Spread spread = Spread.of(seconds);
    String name =
        "%s %d x %d x %d"
            .formatted(
                shape.layout.name().toLowerCase(Locale.ROOT), shape.rows, shape.depth, shape.cols);
    return new Row(
        name, shape.flop() * 1e-9 / spread.median(), shape.flop() * 1e-9 / spread.min(), same);
  }
}
