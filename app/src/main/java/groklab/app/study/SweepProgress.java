package groklab.app.study;

import groklab.app.console.Console;
import groklab.study.diagram.Slice;
import groklab.study.engine.SweepEngine;
import groklab.study.sweep.Outcome;
import groklab.study.sweep.SweepSpec;
import groklab.web.diagram.DiagramText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// How a sweep goes on, on standard error: on a terminal its map, whose cells fill, and a line,
/// both drawn again and again; in a file or a pipe a line for each tenth of the runs.
final class SweepProgress implements SweepEngine.Watcher, AutoCloseable {
  private static final double NANOS = 1e9;
  private static final int TENTHS = 10;

  /// Drawing again sooner would show nothing more, and sweeps may end a hundred runs a second.
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// A higher map would scroll, and then it could not be drawn over.
  private static final int MOST_LINES = 30;

  private final Console console;
  private final String name;
  private final Slice slice;
  private final List<Outcome> all;
  private final int runs;
  private final int width;
  private final long begin = System.nanoTime();
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private int ended;
  private long drawn = begin - BETWEEN_NANOS;
  private int linesDrawn;

  /// @param known the runs that have ended before
  /// @param runs to be run
  SweepProgress(Console console, SweepSpec sweep, List<Outcome> known, int runs) {
    this.console = console;
    this.name = sweep.name();
    this.slice = new Slice(sweep.axes(), Slice.Wish.NONE);
    this.all = new ArrayList<>(known);
    this.runs = runs;
    this.width = Math.max(0, console.terminal().columns().orElse(0) - 1);
  }

  @Override
  public synchronized void ended(Outcome run) {
    int tenth = ended * TENTHS / runs;
    ended++;
    all.add(run);
    verdicts.merge(SweepSession.verdict(run), 1, Integer::sum);
    if (width == 0) {
      if (ended * TENTHS / runs > tenth) {
        console.err().println(line());
      }
    } else if (ended == runs || System.nanoTime() - drawn >= BETWEEN_NANOS) {
      draw();
    }
  }

  @Override
  public synchronized void remark(String sentence) {
    if (linesDrawn > 0 || drawn > begin) {
      console.err().println();
      linesDrawn = 0; // what was drawn scrolls away
    }
    console.err().println(sentence);
  }

  /// Over what was drawn before.
  private void draw() {
    var text = new StringBuilder();
    if (linesDrawn > 0) {
      text.append("\u001b[%dA\r".formatted(linesDrawn));
    }
    List<String> map = map();
    for (String row : map) {
      text.append(row).append("\u001b[K\n");
    }
    String line = line();
    text.append('\r').append(line, 0, Math.min(width, line.length())).append("\u001b[K");
    linesDrawn = map.size();
    console.err().print(text);
    console.err().flush();
    drawn = System.nanoTime();
  }

  /// Nothing where it would not fit.
  private List<String> map() {
    Slice plane = slice.filling(all);
    List<String> lines = new ArrayList<>(DiagramText.map(plane.diagram(all)));
    if (!plane.held().isEmpty()) {
      lines.addFirst(
          plane.held().entrySet().stream()
              .map(held -> held.getKey() + " = " + held.getValue())
              .collect(Collectors.joining(", ", "at ", ":")));
    }
    boolean fits =
        lines.size() <= MOST_LINES && lines.stream().allMatch(each -> each.length() <= width);
    return fits ? lines : List.of();
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
    if (width > 0 && ended > 0) {
      draw();
      console.err().println();
    }
  }
}
