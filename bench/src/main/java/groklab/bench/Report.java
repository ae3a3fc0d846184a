package groklab.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Results as a page in Markdown: machine, correctness, times.
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void print(Map<String, Object> machine, List<Map<String, Object>> results) {
    machine.forEach((key, value) -> out.println("- " + key + ": " + value));
    versions(results);
    out.println();
    correctness(results);
    times(results);
    updates(results);
    products(results);
    peaks(results);
    out.flush();
  }

  private void versions(List<Map<String, Object>> results) {
    results.stream()
        .filter(r -> r.containsKey("kernels"))
        .map(r -> "- our kernels: " + r.get("kernels"))
        .distinct()
        .forEach(out::println);
    results.stream()
        .filter(r -> r.containsKey("peer"))
        .map(r -> (Map<?, ?>) r.get("peer"))
        .map(peer -> "- peer: " + peer.get("name") + " " + peer.get("version"))
        .distinct()
        .forEach(out::println);
  }

  private void correctness(List<Map<String, Object>> results) {
    List<Map<String, Object>> compared =
        results.stream().filter(r -> r.containsKey("peer")).toList();
    if (compared.isEmpty()) {
      return;
    }
    out.println("| case | threads | largest relative difference of the first ten losses |");
    out.println("|---|---|---|");
    for (Map<String, Object> r : compared) {
      row(
          r.get("case"),
          r.get("threads"),
          String.format(Locale.ROOT, "%.1e", ResultJson.number(r, "peer", "lossDifference")));
    }
    out.println();
  }

  private void times(List<Map<String, Object>> results) {
    List<Map<String, Object>> timed =
        results.stream().filter(r -> r.containsKey("msPerStep")).toList();
    if (timed.isEmpty()) {
      return;
    }
    out.println(
        "| case | threads | ms per step: median (min .. max) | peer's best | ratio | GFLOP per step"
            + " | share of peak | bytes per step | resident MiB | in all |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (Map<String, Object> r : timed) {
      row(
          r.get("case"),
          r.get("threads"),
          spread(r),
          peer(r),
          r.containsKey("ratio")
              ? String.format(Locale.ROOT, "%.1f", ResultJson.number(r, "ratio"))
              : "",
          String.format(Locale.ROOT, "%.3f", ResultJson.number(r, "gflopPerStep")),
          String.format(Locale.ROOT, "%.0f %%", 100 * ResultJson.number(r, "shareOfPeak")),
          String.format(Locale.ROOT, "%.0f", ResultJson.number(r, "bytesPerStep")),
          r.containsKey("residentMiB")
              ? String.format(Locale.ROOT, "%.0f", ResultJson.number(r, "residentMiB"))
              : "",
          r.containsKey("secondsInAll") ? total(r) : "");
    }
    out.println();
  }

  private static String total(Map<String, Object> r) {
    String seconds = String.format(Locale.ROOT, "%.0f s", ResultJson.number(r, "secondsInAll"));
    return r.containsKey("throughputOfOneWorker")
        ? seconds
            + String.format(
                Locale.ROOT,
                ", %.2f x the throughput of 1 worker",
                ResultJson.number(r, "throughputOfOneWorker"))
        : seconds;
  }

  private void updates(List<Map<String, Object>> results) {
    List<Map<String, Object>> updates =
        results.stream().filter(r -> r.containsKey("update")).toList();
    if (updates.isEmpty()) {
      return;
    }
    out.println(
        "| update | threads | ms per step | times adamw | bytes per step | peer, threads |");
    out.println("|---|---|---|---|---|---|");
    for (Map<String, Object> r : updates) {
      row(
          r.get("update"),
          r.get("threads"),
          spread(r, "msOfStep", "%.1f"),
          spread(r, "timesAdamw", "%.2f"),
          String.format(Locale.ROOT, "%.0f", ResultJson.number(r, "bytesPerStep")),
          r.containsKey("peer") ? rival(ResultJson.object(r, "peer")) : "");
    }
    out.println();
  }

  private static String rival(Map<String, Object> peer) {
    return "%s, %s".formatted(spread(peer, "msPerStep", "%.1f"), peer.get("threads"));
  }

  private static String spread(Map<String, Object> r, String key, String form) {
    return String.format(
        Locale.ROOT,
        form + " (" + form + " .. " + form + ")",
        ResultJson.number(r, key, "median"),
        ResultJson.number(r, key, "min"),
        ResultJson.number(r, key, "max"));
  }

  private void products(List<Map<String, Object>> results) {
    List<Map<String, Object>> products =
        results.stream().filter(r -> r.containsKey("shape")).toList();
    if (products.isEmpty()) {
      return;
    }
    out.println("| product | GFLOP/s: median (best) | share of one core's peak |");
    out.println("|---|---|---|");
    for (Map<String, Object> r : products) {
      row(
          r.get("shape"),
          String.format(
              Locale.ROOT,
              "%.1f (%.1f)",
              ResultJson.number(r, "medianGflops"),
              ResultJson.number(r, "bestGflops")),
          String.format(Locale.ROOT, "%.0f %%", 100 * ResultJson.number(r, "shareOfPeak")));
    }
    out.println();
  }

  private void peaks(List<Map<String, Object>> results) {
    for (Map<String, Object> r : results) {
      if (PeakCase.NAME.equals(r.get("case"))) {
        out.println(
            "Peak with threads %s: %s GFLOP/s, float32."
                .formatted(
                    r.get("threads"),
                    String.format(Locale.ROOT, "%.0f", ResultJson.number(r, "peakGflops"))));
      }
    }
  }

  private static String peer(Map<String, Object> r) {
    if (!(r.get("peer") instanceof Map<?, ?> peer)) {
      return "";
    }
    List<String> how = new ArrayList<>();
    how.add("threads " + peer.get("threads"));
    if (peer.get("environment") instanceof Map<?, ?> environment) {
      environment.forEach((key, value) -> how.add(key + "=" + value));
    }
    return spread(peer) + ", " + String.join(", ", how);
  }

  private static String spread(Map<?, ?> r) {
    return String.format(
        Locale.ROOT,
        "%.3g (%.3g .. %.3g)",
        ResultJson.number(r, "msPerStep", "median"),
        ResultJson.number(r, "msPerStep", "min"),
        ResultJson.number(r, "msPerStep", "max"));
  }

  private void row(@Nullable Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(String.valueOf(cell));
    }
    out.println("| " + String.join(" | ", texts) + " |");
  }
}
