package groklab.app.catalog;

import groklab.app.console.Console;
import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.catalog.Entry;
import groklab.catalog.Mutant;
import groklab.catalog.Tier;
import groklab.catalog.check.Judgement;
import groklab.catalog.entry.Catalog;
import groklab.catalog.reproduce.Reproduction;
import groklab.catalog.reproduce.Reproduction.Judged;
import groklab.catalog.reproduce.Result;
import groklab.catalog.reproduce.ResultsPage;
import groklab.lab.file.AtomicFile;
import groklab.lab.file.JsonLines;
import groklab.lab.file.RunFileException;
import groklab.lab.rundir.Provenance;
import groklab.lab.spec.SpecReader;
import groklab.study.engine.LocalEngine;
import groklab.study.sweep.Job;
import groklab.web.Words;
import groklab.web.diagram.Panel;
import groklab.web.diagram.PanelsFigure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Claims as a person at the console sees them.
final class ReproduceSession {
  private static final String UNKNOWN = "unknown";
  private static final String FIGURES = "figures";

  private final Console console;
  private final Output output;
  private final Path out;
  private final int workers;
  private final BooleanSupplier stop;
  private final Provenance here =
      Provenance.starting(new SpecReader().parse("name = \"here\""), "", 1, Instant.now());

  ReproduceSession(Console console, Output output, Path out, int workers, BooleanSupplier stop) {
    this.console = console;
    this.output = output;
    this.out = out;
    this.workers = workers;
    this.stop = stop;
  }

  int list() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Entry entry : Catalog.entries()) {
      output.line(
          "%-14s %2d claims  %s".formatted(entry.id(), entry.claims().size(), entry.title()));
      rows.add(Map.of("id", entry.id(), "title", entry.title(), "claims", entry.claims().size()));
    }
    output.json(Map.of("systems", rows));
    return ExitCode.DONE;
  }

  int page(Path file) {
    AtomicFile.write(file, ResultsPage.of(Catalog.entries(), recorded(), figures(file)));
    output.line(file.toString());
    output.json(Map.of("page", file.toString()));
    return ExitCode.DONE;
  }

  /// Those that are there, as they are linked from a page.
  private Map<String, String> figures(Path page) {
    Path here = Objects.requireNonNull(page.toAbsolutePath().normalize().getParent());
    Map<String, String> places = new LinkedHashMap<>();
    for (Entry entry : Catalog.entries()) {
      Path figure = out.resolve(FIGURES).resolve(entry.id() + ".svg");
      if (Files.exists(figure)) {
        Path place = here.relativize(figure.toAbsolutePath().normalize());
        places.put(entry.id(), place.toString().replace('\\', '/'));
      }
    }
    return places;
  }

  private Path results() {
    return out.resolve("results.jsonl");
  }

  private List<Result> recorded() {
    return Files.exists(results()) ? JsonLines.read(results(), Result.LINES) : List.of();
  }

  private String commit() {
    return here.gitCommit().orElse(UNKNOWN);
  }

  /// Runs of other versions of Groklab are no evidence for this one.
  private Reproduction reproduction() {
    return new Reproduction(out.resolve("runs-of-" + commit()), new LocalEngine(), workers);
  }

  int claims(List<Entry> entries, Tier tier) {
    boolean held = true;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      List<Judged> judged = run(entry, tier);
      if (stop.getAsBoolean()) {
        return ExitCode.INTERRUPTED;
      }
      output.line("%s: %s".formatted(entry.id(), entry.title()));
      for (Judged each : judged) {
        output.line(line(each));
        rows.add(row(entry, each));
        held &= each.finding().judgement() != Judgement.NOT_REPRODUCED;
      }
      record(entry, tier, judged);
      draw(entry);
    }
    output.json(Map.of("claims", rows));
    return held ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String line(Judged each) {
    return "  %-15s %-28s expected %s; seen %s"
        .formatted(
            each.finding().judgement().label(),
            each.claim().id(),
            each.claim().check().expected(),
            each.finding().seen());
  }

  private static Map<String, Object> row(Entry entry, Judged each) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("system", entry.id());
    row.put("id", each.claim().id());
    row.put("text", each.claim().text());
    row.put("expected", each.claim().check().expected());
    row.put("seen", each.finding().seen());
    row.put("runs", each.runs());
    row.put("seconds", each.seconds());
    row.put("verdict", each.finding().judgement().label());
    return row;
  }

  private List<Judged> run(Entry entry, Tier tier) {
    Reproduction reproduction = reproduction();
    List<Job> missing = reproduction.missing(entry, tier);
    if (!missing.isEmpty()) {
      output.remark("%s: %s.".formatted(entry.id(), Words.count(missing.size(), "run", "runs")));
      var ended = new AtomicInteger();
      reproduction.run(
          missing,
          run ->
              console
                  .err()
                  .println(
                      "%s: %d/%d runs have ended"
                          .formatted(entry.id(), ended.incrementAndGet(), missing.size())),
          stop);
    }
    return stop.getAsBoolean() ? List.of() : reproduction.judge(entry, tier);
  }

  private void record(Entry entry, Tier tier, List<Judged> judged) {
    String date = LocalDate.now(ZoneOffset.UTC).toString();
    String machine = "%s, JDK %s".formatted(here.cpu().orElse(here.architecture()), here.jdk());
    try (var lines = JsonLines.resume(results(), Result.LINES, Long.MAX_VALUE)) {
      for (Judged each : judged) {
        lines.append(
            new Result(
                entry.id(),
                each.claim().id(),
                tier,
                each.finding().judgement(),
                each.finding().seen(),
                each.runs(),
                each.seconds(),
                date,
                commit(),
                machine));
      }
    }
  }

  private void draw(Entry entry) {
    List<Panel> panels = new ClaimPanels(entry, reproduction().evidence(entry)).all();
    if (panels.isEmpty()) {
      return;
    }
    Path folder = out.resolve(FIGURES);
    try {
      Files.createDirectories(folder);
      String title = "%s: %s".formatted(entry.id(), entry.title());
      PanelsFigure.write(title, panels, folder, entry.id());
    } catch (IOException e) {
      throw RunFileException.writing(folder, e, "the claims are recorded, without their figure");
    }
  }

  /// Upsets claims on purpose.
  int mutants(List<Entry> entries, Tier tier) {
    boolean upset = true;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      for (Mutant mutant : entry.mutants()) {
        Entry mutated = entry.mutated(mutant);
        if (mutated.claims().stream().noneMatch(claim -> claim.tier() == tier)) {
          continue; // it upsets claims of the other tier
        }
        List<Judged> judged = run(mutated, tier);
        if (stop.getAsBoolean()) {
          return ExitCode.INTERRUPTED;
        }
        output.line("%s, %s:".formatted(entry.id(), mutant.what()));
        for (Judged each : judged) {
          boolean flipped = each.finding().judgement() != Judgement.REPRODUCED;
          upset &= flipped;
          output.line((flipped ? "  upset       " : "  not upset   ") + line(each).strip());
          Map<String, Object> row = row(entry, each);
          row.put("mutant", mutant.what());
          row.put("upset", flipped);
          rows.add(row);
        }
      }
    }
    output.json(Map.of("mutants", rows));
    return upset ? ExitCode.DONE : ExitCode.FAILED;
  }
}
