package groklab.app;

import groklab.app.console.Output;
import groklab.lab.file.RunFileException;
import groklab.lab.rundir.RunDirectory;
import groklab.study.store.SweepFolder;
import groklab.web.site.Site;
import groklab.web.site.SiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab publish DIR... --to SITE`: pages that any web server can serve.
@Command(
    name = "publish",
    description =
        "Make a site of runs, sweeps and documents: pages that any web server can serve, or a"
            + " disk.",
    footer = {
      "",
      "A run becomes its report, its spec and its measurements, a sweep its page, maps and tables,"
          + " a document in Markdown a page with its pictures; index.html lists them. Written"
          + " again, a site is replaced."
    })
final class PublishCommand implements Runnable {
  private static final String MARKDOWN = ".md";
  private static final String SPEC = "spec.toml";

  @ParentCommand private GroklabCommand groklab;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description =
          "A run directory, the folder of a sweep, a Markdown file, or a folder that holds such.")
  private List<Path> paths = List.of();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "SITE",
      description = "The folder of the site, new, empty, or of an earlier site.")
  private Path site = Path.of("");

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "Runs of Groklab",
      description = "Stands at the top. Default: ${DEFAULT-VALUE}.")
  private String title;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    List<Path> all = paths.stream().flatMap(path -> published(path).stream()).toList();
    try (Output output = groklab.console().output(json);
        var pages = new Site(SiteFolder.open(site), title)) {
      for (Path path : all) {
        add(pages, path);
        output.remark("%s is on the site.".formatted(path));
      }
      String index = pages.end().toString();
      output.line(index);
      output.json(Map.of("index", index, "published", all.stream().map(Path::toString).toList()));
    }
  }

  private static void add(Site pages, Path path) {
    if (SweepFolder.is(path)) {
      pages.add(SweepFolder.open(path));
    } else if (isRun(path)) {
      pages.add(RunDirectory.openWhole(path));
    } else {
      pages.add(path);
    }
  }

  /// What a path on the command line stands for, in the order of names where it is a folder.
  private static List<Path> published(Path path) {
    if (!Files.exists(path)) {
      throw new RunFileException("There is no %s; check the path".formatted(path));
    }
    if (isOne(path)) {
      return List.of(path);
    }
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        inside.filter(PublishCommand::isOne).sorted().forEach(found::add);
      } catch (IOException e) {
        throw RunFileException.reading(path, e);
      }
    }
    if (found.isEmpty()) {
      throw new RunFileException(
          "%s is no run, sweep or Markdown file and holds none; name one".formatted(path));
    }
    return found;
  }

  private static boolean isOne(Path path) {
    return isRun(path)
        || SweepFolder.is(path)
        || (Files.isRegularFile(path) && path.toString().endsWith(MARKDOWN));
  }

  private static boolean isRun(Path path) {
    return Files.isRegularFile(path.resolve(SPEC));
  }
}
