package groklab.web.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Tables as another program logs them, of curves of which it is known what they are: fit at about
/// step 100.
public final class SampleLog {
  private SampleLog() {}

  private static double rise(double step, double middle, double width) {
    return 1 / (1 + Math.exp(-(step - middle) / width));
  }

  /// Validation is there at about `middle`.
  public static void write(Path file, int last, int middle) throws IOException {
    var text = new StringBuilder("step,train_acc,train_loss,val_acc,lr\n");
    for (int step = 0; step <= last; step += 10) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.5f,%.5f,%.5f,0.001%n",
              step,
              0.1 + 0.9 * rise(step, 80, 12),
              2.3 * (1 - rise(step, 80, 12)) + 1e-3,
              0.1 + 0.89 * rise(step, middle, middle / 30.0)));
    }
    Files.writeString(file, text);
  }

  /// Two validation sets, which are there at about 1,000 and 2,000.
  public static void writeTwoSets(Path file) throws IOException {
    var text = new StringBuilder("step,train_acc,val_cars_acc,val_boats_acc\n");
    for (int step = 0; step <= 4_000; step += 10) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.5f,%.5f,%.5f%n",
              step,
              0.1 + 0.9 * rise(step, 80, 12),
              0.1 + 0.89 * rise(step, 1_000, 30),
              0.1 + 0.89 * rise(step, 2_000, 60)));
    }
    Files.writeString(file, text);
  }

  /// Losses alone, over epochs; validation gets worse once the training set is fit.
  public static void writeLosses(Path file) throws IOException {
    var text = new StringBuilder("epoch,loss,val_loss\n");
    for (int epoch = 1; epoch < 200; epoch++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f%n",
              epoch,
              4 * Math.exp(-epoch / 8.0) + 1e-5,
              5.5 - 1.5 * Math.exp(-epoch / 20.0)));
    }
    Files.writeString(file, text);
  }
}
