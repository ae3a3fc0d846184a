package groklab.app.study;

import groklab.app.console.Console;
import groklab.study.engine.SweepEngine;
import groklab.study.sweep.Outcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How a sweep goes on, on standard error: on a terminal one line that is drawn again, in a file or
/// a pipe a line for each tenth of the runs.
final class SweepProgress implements SweepEngine.Watcher, AutoCloseable {
  private static final double NANOS = 1e9;
  private static final int TENTHS = 10;

  private final Console console;
  private final String name;
  private final int runs;
  private final int width;
  private final long begin = System.nanoTime();
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private int ended;

  /// @param runs to be run
  SweepProgress(Console console, String name, int runs) {
    this.console = console;
    this.name = name;
    this.runs = runs;
    this.width = Math.max(0, console.terminal().columns().orElse(0) - 1);
  }

  @Override
  public synchronized void ended(Outcome run) {
    int tenth = ended * TENTHS / runs;
    ended++;
    verdicts.merge(SweepSession.verdict(run), 1, Integer::sum);
    if (width > 0) {
      console.err().print("\r" + fitted(line()));
      console.err().flush();
    } else if (ended * TENTHS / runs > tenth) {
      console.err().println(line());
    }
  }

  private String fitted(String line) {
    return line.length() > width
        ? line.substring(0, width)
        : line + " ".repeat(width - line.length());
  }

  private String line() {
    double seconds = (System.nanoTime() - begin) / NANOS;
    String counts =
        verdicts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    String left =
        ended < runs
            ? "  about %s left".formatted(SweepSession.duration(seconds / ended * (runs - ended)))
            : "  %s".formatted(SweepSession.duration(seconds));
    return "%s: %,d/%,d runs  %s%s".formatted(name, ended, runs, counts, left);
  }

  @Override
  public synchronized void close() {
    if (width > 0) {
      console.err().println();
    }
  }
}
