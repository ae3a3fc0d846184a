package groklab.app.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/// The progress of one run on standard error. On a terminal it is one line that is redrawn a few
/// times a second; in a file or a pipe, one plain line per tenth of the budget. It shows what it
/// was told last and decides nothing.
///
/// One thread (the run's) tells; telling allocates nothing. On a terminal the line is drawn by a
/// thread of its own.
public final class ProgressView implements AutoCloseable {
  private static final int REDRAW_MILLIS = 200;
  private static final int SMALLEST_BAR = 5;

  private final PrintStream err;
  private final String name;
  private final DoubleFunction<String> format;
  private final long budgetSteps;
  private final int width; // characters of the line on a terminal; 0 when not on one
  private final @Nullable ProgressBar bar;
  private long nextPlainLine;

  private volatile long step;
  private volatile double stepsPerSecond = Double.NaN;
  private volatile double train = Double.NaN;
  private volatile double validation = Double.NaN;
  private volatile String phase = "";

  /// @param err where the line goes
  /// @param terminal whether that is a terminal, and its width
  /// @param name of the run, first word of the line
  /// @param format of the values that are measured
  /// @param firstStep the step the run starts or resumes from
  /// @param budgetSteps the step at which it ends at the latest; positive
  public ProgressView(
      PrintStream err,
      Terminal terminal,
      String name,
      DoubleFunction<String> format,
      long firstStep,
      long budgetSteps) {
    this.err = err;
    this.name = Printable.of(name);
    this.format = format;
    this.budgetSteps = budgetSteps;
    this.step = firstStep;
    this.nextPlainLine = nextTenth(firstStep);
    this.width = Math.max(0, terminal.columns().orElse(0) - 1); // a full line would wrap
    this.bar = width > 0 ? bar(firstStep) : null;
  }

  private ProgressBar bar(long firstStep) {
    return new ProgressBarBuilder()
        .setInitialMax(budgetSteps)
        .startsFrom(firstStep, Duration.ZERO)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setConsumer(new DelegatingProgressBarConsumer(this::draw, width))
        .setRenderer((_, _) -> line())
        .build();
  }

  /// The run has done `step` steps, at this speed (NaN: not known yet).
  public void step(long step, double stepsPerSecond) {
    this.step = step;
    this.stepsPerSecond = stepsPerSecond;
    if (bar != null) {
      bar.stepTo(step);
    } else if (step >= nextPlainLine) {
      nextPlainLine = nextTenth(step);
      err.println(plainLine());
    }
  }

  /// A probe has found these values of the run's criterion (NaN: not measured), and the phase that
  /// the run is in so far.
  public void measured(double train, double validation, String phase) {
    this.train = train;
    this.validation = validation;
    this.phase = phase;
  }

  /// Draws the line once more and ends it.
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      draw(line()); // the library itself leaves a bar that is closed at once without a last line
      err.println();
    }
  }

  private void draw(String line) {
    err.print("\r" + line);
    err.flush();
  }

  private long nextTenth(long step) {
    long tenths = step * 10 / budgetSteps + 1;
    return (tenths * budgetSteps + 9) / 10; // rounded up, so that it lies behind `step`
  }

  private String line() {
    String before = name + "  [";
    String after = "]  " + count() + state();
    int room = width - before.length() - after.length();
    if (room < SMALLEST_BAR) {
      return narrow();
    }
    int filled = (int) Math.min(room, room * step / budgetSteps);
    return before + "=".repeat(filled) + " ".repeat(room - filled) + after;
  }

  /// What is looked for first stays longest: the values, then the step, the phase, the name.
  private String narrow() {
    String phased = phase.isEmpty() ? "" : "  " + phase;
    String step = String.format(Locale.ROOT, "%,d", this.step);
    return Stream.of(
            name + "  " + count() + state(),
            name + "  " + count() + values() + phased,
            name + "  " + count() + values(),
            count() + values() + phased,
            count() + values(),
            step + values())
        .filter(text -> text.length() <= width)
        .findFirst()
        .map(this::cutOrPadded)
        .orElseGet(() -> cutOrPadded(values().strip() + "  " + step));
  }

  private String plainLine() {
    long percent = Math.round(100.0 * step / budgetSteps);
    return name + ": step " + count() + " (" + percent + " %)" + state();
  }

  private String count() {
    return String.format(Locale.ROOT, "%,d/%,d", step, budgetSteps);
  }

  private String state() {
    var text = new StringBuilder();
    if (Double.isFinite(stepsPerSecond)) {
      text.append(String.format(Locale.ROOT, "  %,.0f steps/s", stepsPerSecond));
    }
    text.append(values());
    if (!phase.isEmpty()) {
      text.append("  ").append(phase);
    }
    if (stepsPerSecond > 0 && step < budgetSteps) {
      text.append("  at most ").append(duration((budgetSteps - step) / stepsPerSecond));
    }
    return text.toString();
  }

  private String values() {
    String known = Double.isNaN(train) ? "" : "  train " + format.apply(train);
    return Double.isNaN(validation) ? known : known + "  validation " + format.apply(validation);
  }

  private static String duration(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s / 60 % 60 + " min";
  }

  /// Exactly `width` characters, so that nothing of the line before stays visible.
  private String cutOrPadded(String text) {
    return text.length() > width
        ? text.substring(0, width)
        : text + " ".repeat(width - text.length());
  }
}
