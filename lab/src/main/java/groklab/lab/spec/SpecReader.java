package groklab.lab.spec;

import groklab.lab.kind.SpecException;
import groklab.lab.kind.Suggestion;
import groklab.lab.kind.TableSection;
import groklab.lab.kind.Toml;
import groklab.lab.kind.TomlForm;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Reads specs from TOML.
///
/// A file may name a `base`, a recipe or another file (path relative to the file that names it),
/// and states only what differs from it. A base is a complete spec by itself. Its `name` and
/// `[about]` are not handed down. Where the file changes a section's `kind`, that section starts
/// from the new kind's defaults and not from the base's values.
///
/// Every error is a [SpecException] with one sentence.
public final class SpecReader {
  private static final TomlMapper TOML = new TomlMapper();
  private static final String BASE = "base";
  private static final String ABOUT = "about";
  private static final Pattern KEY_PATH = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private final Library library;

  /// Specs that are known by name.
  public interface Library {
    /// The TOML text of that name.
    Optional<String> text(String name);

    List<String> names();
  }

  /// @param library where a base is looked up by name
  public SpecReader(Library library) {
    this.library = library;
  }

  /// A reader that knows no names: a base can only be a file.
  public SpecReader() {
    this(
        new Library() {
          @Override
          public Optional<String> text(String name) {
            return Optional.empty();
          }

          @Override
          public List<String> names() {
            return List.of();
          }
        });
  }

  /// One text on its way to a spec.
  ///
  /// @param label what messages call it: the file's path, the recipe's name
  /// @param name the name of a spec that states none
  /// @param directory what a relative base path is relative to
  private record Source(String label, String name, Path directory, String text) {}

  /// Reads a file.
  ///
  /// @param overrides `path=value` each, see [#override]
  public RunSpec readFile(Path file, List<String> overrides) {
    return read(fileSource(file), overrides);
  }

  /// Reads the spec that the library knows by this name.
  public RunSpec readNamed(String name, List<String> overrides) {
    return read(namedSource(name), overrides);
  }

  /// Reads a text; a relative base path is relative to the working directory.
  public RunSpec parse(String toml, List<String> overrides) {
    return read(new Source("the spec", "run", Path.of(""), toml), overrides);
  }

  public RunSpec parse(String toml) {
    return parse(toml, List.of());
  }

  /// The spec with some values replaced.
  ///
  /// @param overrides `path=value` each, e.g. `task.modulus=97`; the value is TOML, and what is not
  ///     TOML is taken as a text, so that `task.operation=subtract` needs no quotes. Of equal paths
  ///     the last one wins.
  public RunSpec override(RunSpec spec, List<String> overrides) {
    return overrides.isEmpty() ? spec : decode(inherited(spec, overlay(overrides)), spec.name());
  }

  /// The values of some keys, each as TOML; those that the spec has not are missing.
  ///
  /// @param paths as those of [#override]
  public static SequencedMap<String, String> valuesOf(RunSpec spec, List<String> paths) {
    ObjectNode tree = resolved(spec);
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (String path : paths) {
      JsonNode value = tree.at("/" + path.replace('.', '/'));
      if (!value.isMissingNode()) {
        values.put(path, TomlForm.ANY.read(path, value, ""));
      }
    }
    return values;
  }

  /// What a text says about itself in `[about]`.
  public static About about(String toml) {
    return aboutOf(tree(new Source("the spec", "run", Path.of(""), toml)));
  }

  private RunSpec read(Source source, List<String> overrides) {
    return override(resolve(source, List.of()), overrides);
  }

  private RunSpec resolve(Source source, List<String> descendants) {
    var chain = new ArrayList<>(descendants);
    chain.add(source.label());
    if (descendants.contains(source.label())) {
      throw new SpecException(
          "The base goes in a circle: %s; let one of them state its keys itself"
              .formatted(String.join(" -> ", chain)));
    }
    var tree = tree(source);
    aboutOf(tree); // has no effect on the run, but a misspelt key in it is still an error
    tree.remove(ABOUT);
    var base = tree.remove(BASE);
    if (base == null) {
      return decode(tree, source.name());
    }
    if (!base.isString()) {
      throw TomlForm.mistyped(
          BASE, base, "a recipe's name or a file's path in quotes", "\"nanda2023\"");
    }
    var merged = inherited(resolve(baseSource(base.stringValue(), source), chain), tree);
    if (!tree.has("name")) {
      merged.remove("name");
    }
    return decode(merged, source.name());
  }

  private Source baseSource(String base, Source of) {
    if (library.text(base).isPresent()) {
      return namedSource(base);
    }
    var file = of.directory().resolve(base);
    if (!Files.exists(file)) {
      throw new SpecException(
          "%s has base = %s, which is neither a recipe nor a file (looked for %s)%s"
              .formatted(
                  of.label(), Toml.text(base), file, Suggestion.ending(base, library.names())));
    }
    return fileSource(file);
  }

  private Source namedSource(String name) {
    var text =
        library
            .text(name)
            .orElseThrow(() ->
                new SpecException(
                    "There is no recipe %s%s"
                        .formatted(
                            Toml.text(name),
                            Suggestion.nearest(name, library.names())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(
                                    "; the recipes are " + String.join(", ", library.names())))));
    return new Source(name, name, Path.of(""), text);
  }

  private static Source fileSource(Path file) {
    var normal = file.toAbsolutePath().normalize();
    var fileName = normal.getFileName();
    if (fileName == null || Files.isDirectory(normal)) {
      throw new SpecException("%s is a directory; expected a spec file (.toml)".formatted(file));
    }
    try {
      return new Source(
          normal.toString(),
          fileName.toString().replaceFirst("\\.toml$", ""),
          normal.resolveSibling(""),
          Files.readString(normal));
    } catch (NoSuchFileException e) {
      throw new SpecException("There is no spec file %s; check the path".formatted(file));
    } catch (CharacterCodingException e) {
      throw new SpecException("%s is not UTF-8 text; expected a spec file (.toml)".formatted(file));
    } catch (IOException e) {
      throw new SpecException(
          "The spec file %s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static RunSpec decode(ObjectNode tree, String name) {
    return TableSection.read("", tree, s -> Codecs.run(s, name), Set.of(BASE, ABOUT));
  }

  /// A spec with the keys of `over` on top. What followed from another key follows from it again:
  /// thresholds belong to their criterion, and the criterion to the task unless it was chosen.
  private static ObjectNode inherited(RunSpec spec, ObjectNode over) {
    var tree = resolved(spec);
    var probes = (ObjectNode) tree.get("probes");
    var criterion = spec.probes().criterion();
    var usual = criterion.thresholds();
    JsonNode other = over.path("probes").path("criterion");
    String named = other.path("kind").asString(other.asString(criterion.name()));
    boolean same = named.equals(criterion.name());
    if (!same || spec.probes().trainThreshold() == usual.train()) {
      probes.remove("trainThreshold");
    }
    if (!same || spec.probes().validationThreshold() == usual.validation()) {
      probes.remove("validationThreshold");
    }
    if (criterion.name().equals(spec.task().criterion())) {
      probes.remove("criterion");
    }
    return TableSection.merge(tree, over);
  }

  /// The spec as a tree that states every key.
  private static ObjectNode resolved(RunSpec spec) {
    return tree(new Source(spec.name(), spec.name(), Path.of(""), SpecWriter.write(spec)));
  }

  private static About aboutOf(ObjectNode tree) {
    return switch (tree.get(ABOUT)) {
      case null ->
          TableSection.read(ABOUT, JsonNodeFactory.instance.objectNode(), Codecs::about, Set.of());
      case ObjectNode about -> TableSection.read(ABOUT, about, Codecs::about, Set.of());
      case JsonNode other ->
          throw TomlForm.mistyped(
              ABOUT, other, "a section", "{ ... }, or its keys below a line [about]");
    };
  }

  private static ObjectNode tree(Source source) {
    try {
      return (ObjectNode) TOML.readTree(source.text());
    } catch (JacksonException e) {
      var place = e.getLocation(); // of values nested too deeply it is not told
      throw new SpecException(
          ("%s%s: this is not TOML (%s); expected lines like key = 1, key = "
                  + "\"text\" or [section]")
              .formatted(
                  source.label(),
                  place == null ? "" : ", line " + place.getLineNr(),
                  e.getOriginalMessage()));
    }
  }

  private static ObjectNode overlay(List<String> overrides) {
    var overlay = JsonNodeFactory.instance.objectNode();
    for (var override : overrides) {
      int equals = override.indexOf('=');
      var path = equals < 0 ? "" : override.substring(0, equals).strip();
      if (!KEY_PATH.matcher(path).matches()) {
        throw new SpecException(
            "The override %s is not of the form path=value; write e.g. task.modulus=97"
                .formatted(Toml.text(override)));
      }
      if (path.equals(BASE) || path.equals(ABOUT) || path.startsWith(ABOUT + ".")) {
        throw new SpecException(
            "%s cannot be overridden because it is no part of a run; change it in the file"
                .formatted(path));
      }
      put(overlay, path, value(override.substring(equals + 1).strip()));
    }
    return overlay;
  }

  private static void put(ObjectNode tree, String path, JsonNode value) {
    var keys = path.split("\\.");
    var table = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      table = table.get(keys[i]) instanceof ObjectNode below ? below : table.putObject(keys[i]);
    }
    table.set(keys[keys.length - 1], value);
  }

  private static JsonNode value(String written) {
    try {
      var tree = TOML.readTree("value = " + written);
      if (tree.size() == 1) {
        return tree.get("value");
      }
    } catch (JacksonException e) {
      // not TOML, so a bare word: the type check of its key decides whether a text may stand there
      return JsonNodeFactory.instance.stringNode(written);
    }
    return JsonNodeFactory.instance.stringNode(written);
  }
}
