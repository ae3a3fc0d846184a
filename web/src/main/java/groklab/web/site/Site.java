package groklab.web.site;

import groklab.lab.file.RunFileException;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.SpecWriter;
import groklab.study.diagram.Slice;
import groklab.study.store.SweepFolder;
import groklab.web.HtmlPage;
import groklab.web.MarkdownText;
import groklab.web.ReportPage;
import groklab.web.RunData;
import groklab.web.live.Replays;
import groklab.web.sweep.SweepFiles;
import groklab.web.sweep.SweepReading;
import io.jstach.jstache.JStache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A site under way: pages are added, then the page at the top is written, which lists them.
public final class Site implements AutoCloseable {
  private static final Pattern HEADING = Pattern.compile("(?m)^# +(?<title>.+)$");

  /// Of a file beside the document: no address, and no place in the document itself.
  private static final Pattern LINK =
      Pattern.compile(
          "<a (?:rel=\"nofollow\" )?href=\"(?<file>[^\":#]+)(?<place>#[^\"]*)?\">(?<text>.*?)</a>");

  private static final Pattern IMAGE = Pattern.compile("<img src=\"(?<file>[^\":]+)\"");

  private final SiteFolder folder;
  private final String title;
  private final Replays replays = new Replays();
  private final List<RunLine> runs = new ArrayList<>();
  private final List<RunData> data = new ArrayList<>();
  private final List<SweepLine> sweeps = new ArrayList<>();
  private final List<DocumentLine> documents = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  public Site(SiteFolder folder, String title) {
    this.folder = folder;
    this.title = title;
  }

  /// A document on the page at the top.
  ///
  /// @param file that it was made of
  /// @param body as HTML, with the links of that file
  record DocumentLine(String to, String title, Path file, String body) {}

  /// A sweep there.
  ///
  /// @param picture of its verdicts; empty = there is none
  record SweepLine(String to, String name, String terms, Optional<String> picture) {}

  @JStache(path = "site")
  record Index(
      String title,
      String policy,
      String style,
      List<RunLine> runs,
      List<String> keys,
      List<SweepLine> sweeps,
      List<DocumentLine> documents) {
    boolean hasRuns() {
      return !runs.isEmpty();
    }

    boolean hasSweeps() {
      return !sweeps.isEmpty();
    }

    boolean hasDocuments() {
      return !documents.isEmpty();
    }
  }

  @JStache(path = "document")
  record Document(String title, String policy, String style, String body) {}

  /// Adds a run: its report, and beside it its spec and its measurements for whoever wants the
  /// numbers.
  public void add(RunDirectory run) {
    String name = free(String.valueOf(run.path().toAbsolutePath().normalize().getFileName()));
    RunData of = RunData.read(run);
    String report = "runs/" + name + ".html";
    folder.write(report, ReportPage.html(of, replays.whole(run.path(), Replays.REPORT_FRAMES)));
    folder.write("runs/" + name + ".toml", SpecWriter.write(of.spec()));
    folder.copy(run.metricsFile(), "runs/" + name + ".metrics.jsonl");
    runs.add(RunLine.of(name, of));
    data.add(of);
  }

  /// Adds a sweep: its page with every run's curve, its map of verdicts and its table.
  ///
  /// @throws RunFileException if none of its runs has ended
  public void add(SweepFolder sweep) {
    String name = free(String.valueOf(sweep.path().toAbsolutePath().normalize().getFileName()));
    var reading = new SweepReading(sweep);
    reading.readOn();
    var wish = new Slice.Wish(Optional.empty(), Optional.empty(), Map.of());
    List<Path> files = new SweepFiles(reading, wish).write();
    if (files.isEmpty()) {
      throw new RunFileException(
          "No run of %s has ended yet, so there is nothing to show; leave it out"
              .formatted(sweep.path()));
    }
    String base = "sweeps/" + name + "/";
    files.forEach(file -> folder.copy(file, base + file.getFileName()));
    boolean drawn = files.stream().anyMatch(file -> file.endsWith("verdict.svg"));
    sweeps.add(
        new SweepLine(
            base + "sweep.html",
            reading.sweep().name(),
            reading.caption().terms(),
            drawn ? Optional.of(base + "verdict.svg") : Optional.empty()));
  }

  /// Adds a document in Markdown with the pictures that lie beside it.
  ///
  /// @throws RunFileException if it or one of its pictures cannot be read
  public void add(Path markdown) {
    String file = String.valueOf(markdown.getFileName());
    String name = free(file.substring(0, file.length() - ".md".length()));
    try {
      String text = Files.readString(markdown);
      Matcher heading = HEADING.matcher(text);
      String called = heading.find() ? heading.group("title") : name;
      String body = withPictures(markdown, name, MarkdownText.html(text));
      Path from = markdown.toAbsolutePath().normalize();
      documents.add(new DocumentLine(name + ".html", called, from, body));
    } catch (IOException e) {
      throw RunFileException.reading(markdown, e);
    }
  }

  private String withPictures(Path markdown, String name, String html) {
    return IMAGE
        .matcher(html)
        .replaceAll(found -> {
          Path picture = markdown.resolveSibling(found.group("file"));
          if (!Files.isRegularFile(picture)) {
            throw new RunFileException(
                "%s shows %s, which is not there".formatted(markdown, found.group("file")));
          }
          String to = "pictures/%s-%s".formatted(name, picture.getFileName());
          folder.copy(picture, to);
          return Matcher.quoteReplacement("<img src=\"%s\"".formatted(to));
        });
  }

  /// A link to a document that is on the site leads to its page; one to another file that lies
  /// around the document leads nowhere here, and is text.
  private String withLinks(DocumentLine document) {
    return LINK.matcher(document.body())
        .replaceAll(found -> {
          Path file = document.file().resolveSibling(found.group("file")).normalize();
          String place = Objects.requireNonNullElse(found.group("place"), "");
          String text = found.group("text");
          return Matcher.quoteReplacement(
              documents.stream()
                  .filter(each -> each.file().equals(file))
                  .findFirst()
                  .map(each -> "<a href=\"%s%s\">%s</a>".formatted(each.to(), place, text))
                  .orElse(text));
        });
  }

  /// A name that no page has yet.
  private String free(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }

  /// Writes the page at the top.
  ///
  /// @return its path
  public Path end() {
    for (DocumentLine each : documents) {
      folder.write(
          each.to(),
          DocumentRenderer.of()
              .execute(
                  new Document(
                      each.title(), HtmlPage.stillPolicy(), HtmlPage.style(), withLinks(each))));
    }
    var columns = RunLine.columns(data);
    var lines = new ArrayList<RunLine>();
    for (int i = 0; i < runs.size(); i++) {
      int row = i;
      lines.add(runs.get(i).with(columns.values().stream().map(all -> all.get(row)).toList()));
    }
    folder.write(
        "index.html",
        IndexRenderer.of()
            .execute(
                new Index(
                    title,
                    HtmlPage.stillPolicy(),
                    HtmlPage.style(),
                    lines,
                    List.copyOf(columns.keySet()),
                    sweeps,
                    documents)));
    folder.end();
    return folder.index();
  }

  @Override
  public void close() {
    replays.close();
  }
}
