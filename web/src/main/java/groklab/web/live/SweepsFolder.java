package groklab.web.live;

import groklab.lab.UserError;
import groklab.study.store.SweepFolder;
import groklab.web.sweep.SweepFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The folder whose children are the folders of sweeps. It need not be there: then there is no
/// sweep yet.
public final class SweepsFolder {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final System.Logger LOG = System.getLogger(SweepsFolder.class.getName());

  private final Path given;
  private final Map<Path, SweepFeed> feeds = new ConcurrentHashMap<>();

  public SweepsFolder(Path given) {
    this.given = given;
  }

  /// Where the folder really is, or will be.
  public Path root() {
    if (!Files.isDirectory(given)) {
      return given.toAbsolutePath().normalize();
    }
    try {
      return given.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of sweeps cannot be read", e);
    }
  }

  private Children children() {
    return new Children(root(), SweepFolder::is);
  }

  /// The sweep of a name.
  ///
  /// @throws LiveException if there is none
  /// @throws groklab.lab.file.RunFileException if it is damaged
  public SweepFeed find(String name) {
    Path path =
        children()
            .find(name)
            .orElseThrow(() ->
                LiveException.missing("There is no sweep of that name in the folder of sweeps."));
    return feed(path);
  }

  private SweepFeed feed(Path path) {
    return feeds.computeIfAbsent(path, p -> new SweepFeed(SweepFolder.open(p)));
  }

  /// Begins to read all sweeps, so that who asks first waits less.
  public void refresh() {
    Thread.ofPlatform()
        .daemon()
        .name("groklab-sweeps")
        .start(() -> {
          try {
            json();
          } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, "The folder of sweeps cannot be read yet", e);
          }
        });
  }

  /// `{"sweeps": [...]}`, see `sweeps.js` for the keys of one. One that cannot be read has a line
  /// that says why.
  public String json() {
    List<Path> paths = Files.isDirectory(given) ? children().all() : List.of();
    feeds.keySet().retainAll(Set.copyOf(paths));
    var root = JsonNodeFactory.instance.objectNode();
    var rows = root.putArray("sweeps");
    paths.stream().sorted(Comparator.comparing(Path::toString)).map(this::row).forEach(rows::add);
    unmerged().stream().sorted().map(SweepsFolder::unmergedRow).forEach(rows::add);
    return JSON.writeValueAsString(root);
  }

  /// The folders below which shards go on, and nothing of the whole sweep is yet.
  private List<Path> unmerged() {
    if (!Files.isDirectory(given)) {
      return List.of();
    }
    Predicate<Path> isUnmerged =
        path -> !SweepFolder.is(path) && !SweepFolder.shards(path).isEmpty();
    return new Children(root(), isUnmerged).all();
  }

  private static ObjectNode unmergedRow(Path path) {
    String id = path.getFileName().toString();
    int shards = SweepFolder.shards(path).size();
    String why =
        "In parts of %d shard%s so far. Once they have ended: groklab sweep --merge and this folder"
            .formatted(shards, shards == 1 ? "" : "s");
    return JsonNodeFactory.instance.objectNode().put("id", id).put("name", id).put("why", why);
  }

  private ObjectNode row(Path path) {
    String id = path.getFileName().toString();
    try {
      return feed(path).row().put("id", id);
    } catch (RuntimeException e) {
      if (!(e instanceof UserError)) {
        throw e;
      }
      String why = String.valueOf(e.getMessage()).replace(path.getParent() + "/", "");
      return JsonNodeFactory.instance.objectNode().put("id", id).put("name", id).put("why", why);
    }
  }
}
