package groklab.app.console;

import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where a command's words go. Without `--json`, text goes to standard output. With it, one JSON
/// value goes to standard output and nothing else does: text is dropped, and while this object is
/// open `System.out` itself leads to standard error, so that a stray print of a library cannot
/// spoil the JSON. Remarks go to standard error in both cases.
///
/// Open one per command, in a try-with-resources.
public final class Output implements AutoCloseable {
  private static final int LEAST_TEXT = 30; // beside a name; on a narrower screen it stands below

  private final PrintStream out;
  private final PrintStream err;
  private final PrintStream systemOut;
  private final OptionalInt width; // of lines that are dressed for a terminal
  private final boolean json;

  /// @param page the terminal that `out` is, if text may be dressed for it
  Output(PrintStream out, PrintStream err, Terminal page, boolean json) {
    this.out = out;
    this.err = err;
    this.width = page.readableColumns();
    this.json = json;
    this.systemOut = System.out;
    if (json) {
      System.setOut(err);
    }
  }

  /// A line for people; nothing with `--json`.
  public void line(String text) {
    if (!json) {
      out.println(Printable.of(text));
    }
  }

  /// A page in Markdown, which a terminal shows as what it means.
  public void page(String markdown) {
    lines(markdown, width -> Markdown.lines(Printable.of(markdown), width));
  }

  /// A line that stands above others.
  public void heading(String text) {
    lines(text, width -> WrappedLines.broken("", Style.STRONG.words(Printable.of(text)), width));
  }

  /// A name and what is said of it, in one line, or on a terminal in as many as that takes.
  ///
  /// @param column where the text begins
  public void described(String name, int column, String text) {
    String between = " ".repeat(Math.max(0, column - name.length()));
    lines(
        name + between + text,
        width -> {
          String start = Style.CODE.of(Printable.of(name));
          String words = Markdown.words(Printable.of(text));
          return width - column >= LEAST_TEXT
              ? WrappedLines.broken(start + between, words, width)
              : Stream.concat(Stream.of(start), WrappedLines.broken("    ", words, width).stream())
                  .toList();
        });
  }

  /// The text for people as it is, or on a terminal as it is dressed.
  private void lines(String text, IntFunction<List<String>> dressed) {
    if (width.isEmpty()) {
      line(text);
    } else if (!json) {
      dressed.apply(width.getAsInt()).forEach(out::println);
    }
  }

  /// A remark beside the result: always on standard error.
  public void remark(String text) {
    err.println(Printable.of(text));
  }

  /// The result for scripts; nothing without `--json`. Call it once.
  ///
  /// @param value maps, lists, strings, numbers, booleans and null; NaN and infinities are written
  ///     as null
  public void json(Map<String, ?> value) {
    if (json) {
      out.println(Json.write(value));
      out.flush();
    }
  }

  /// One of many results for scripts, on a line of its own; nothing without `--json`. A command
  /// that calls this does not call [#json].
  public void jsonLine(Map<String, ?> value) {
    if (json) {
      out.println(jsonLineOf(value));
      out.flush();
    }
  }

  /// The text of such a line.
  public static String jsonLineOf(Map<String, ?> value) {
    return Json.line(value);
  }

  /// The result for scripts where it is JSON text already; nothing without `--json`. Call it once.
  public void jsonText(String text) {
    if (json) {
      out.println(text.stripTrailing());
      out.flush();
    }
  }

  public boolean isJson() {
    return json;
  }

  @Override
  public void close() {
    System.setOut(systemOut);
  }

  /// Loaded only when JSON is asked for: Jackson costs a good part of a short command's time.
  private static final class Json {
    private static final JsonMapper MAPPER =
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final JsonMapper LINES = JsonMapper.builder().build();

    static String line(Object value) {
      return LINES.writeValueAsString(finite(value));
    }

    static String write(Object value) {
      return MAPPER.writeValueAsString(finite(value));
    }

    /// JSON has no NaN and no infinities, and readers choke on the words.
    private static @Nullable Object finite(@Nullable Object value) {
      return switch (value) {
        case Double number when !Double.isFinite(number) -> null;
        case Float number when !Float.isFinite(number) -> null;
        case Map<?, ?> map -> {
          var copy = new LinkedHashMap<Object, @Nullable Object>();
          map.forEach((key, entry) -> copy.put(key, finite(entry)));
          yield copy;
        }
        case Collection<?> items -> items.stream().map(Json::finite).toList();
        case null -> null;
        default -> value;
      };
    }
  }
}
