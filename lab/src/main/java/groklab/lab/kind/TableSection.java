package groklab.lab.kind;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A section that is being read from a table. It notes which keys the codec asks for: those are the
/// keys there are.
public final class TableSection<S> extends Section<S> {
  static final String KIND = "kind";

  private final String path;
  private final ObjectNode table;
  private final SequencedSet<String> known = new LinkedHashSet<>();

  private TableSection(String path, ObjectNode table) {
    this.path = path;
    this.table = table;
  }

  /// What a table may hold besides the keys that its codec asks for.
  ///
  /// @param keys that somebody else reads
  /// @param owners names of other kinds that know a key, for the message about it
  private record Beside(Set<String> keys, Function<String, List<String>> owners) {}

  /// Reads a whole table.
  ///
  /// @param path where the table stands, empty for the top of the file
  /// @param alsoKnown keys that somebody else reads, for suggestions
  /// @throws SpecException for a key that the codec does not ask for, a wrong type, or a value out
  ///     of range
  public static <S> S read(String path, ObjectNode table, Codec<S> codec, Set<String> alsoKnown) {
    return read(path, table, codec, new Beside(alsoKnown, key -> List.of()));
  }

  /// A misspelt key would leave its default in place, and then a range check could blame the wrong
  /// key; so the keys are compared before any value is read.
  private static <S> S read(String path, ObjectNode table, Codec<S> codec, Beside beside) {
    var keys = keys(path, codec);
    for (var key : table.propertyNames()) {
      if (!keys.contains(key) && !beside.keys().contains(key)) {
        throw unknown(path, table, key, keys, beside);
      }
    }
    try {
      return codec.of(new TableSection<>(path, table));
    } catch (SpecException e) {
      throw new Place(path).located(e, keys);
    }
  }

  /// The keys that a codec asks for, whatever is stated.
  private static <S> SequencedSet<String> keys(String path, Codec<S> codec) {
    var probe = new TableSection<S>(path, JsonNodeFactory.instance.objectNode());
    codec.of(probe);
    return probe.known;
  }

  @Override
  public <V> V field(String key, TomlForm<V> form, V fallback, Function<S, V> getter) {
    known.add(key);
    var node = table.get(key);
    return node == null ? fallback : form.read(pathOf(key), node, fallback);
  }

  @Override
  public <V> V fieldIf(
      Condition condition, String key, TomlForm<V> form, V fallback, Function<S, V> getter) {
    if (condition.counts()) {
      return field(key, form, fallback, getter);
    }
    known.add(key);
    var node = table.get(key);
    if (node != null) {
      form.read(pathOf(key), node, fallback); // a wrong type is the first thing to say
    }
    // specs that were written before keys could be left out say 0
    if (node != null && !(node.isNumber() && TomlForm.number(node) == 0)) {
      throw new SpecException(
          "%s is %s but has no effect because %s; leave it out"
              .formatted(pathOf(key), node, condition.because()));
    }
    return fallback;
  }

  @Override
  public <V> V section(String name, Codec<V> codec, Function<S, V> getter) {
    return read(pathOf(name), nested(name), codec, Set.of());
  }

  /// The table of a nested section; an empty one where it is not stated.
  private ObjectNode nested(String name) {
    known.add(name);
    return switch (table.get(name)) {
      case null -> JsonNodeFactory.instance.objectNode();
      case ObjectNode section -> section;
      case JsonNode other ->
          throw TomlForm.mistyped(
              pathOf(name),
              other,
              "a section",
              "{ ... }, or its keys below a line [%s]".formatted(pathOf(name)));
    };
  }

  @Override
  public <V> Optional<V> optionalSection(
      String name, Codec<V> codec, Function<S, Optional<V>> getter) {
    known.add(name);
    if (!table.has(name)) {
      return Optional.empty();
    }
    var keys = keys(pathOf(name), codec);
    for (var key : keys) {
      if (table.get(name) instanceof ObjectNode stated && !stated.has(key)) {
        throw new SpecException(
            "%s.%s is missing; a section [%s] states all of %s"
                .formatted(pathOf(name), key, pathOf(name), String.join(", ", keys)));
      }
    }
    return Optional.of(section(name, codec, value -> getter.apply(value).orElseThrow()));
  }

  @Override
  public <V> V component(Codec<V> codec, Function<S, V> getter) {
    known.addAll(keys(path, codec));
    return codec.of(new TableSection<>(path, table));
  }

  @Override
  public <V> List<V> tables(String name, Codec<V> codec, Function<S, List<V>> getter) {
    var values = new ArrayList<V>();
    eachTable(name, (at, table) -> values.add(read(at, table, codec, Set.of())));
    return List.copyOf(values);
  }

  /// Calls `reader` with the place and the table of each one of an array.
  private void eachTable(String name, BiConsumer<String, ObjectNode> reader) {
    known.add(name);
    var stated = table.get(name);
    if (stated == null) {
      return;
    }
    var lines = "tables, each below a line [[" + pathOf(name) + "]]";
    if (!stated.isArray()) {
      throw TomlForm.mistyped(pathOf(name), stated, lines, "[ { ... } ]");
    }
    int number = 0;
    for (var each : stated) {
      var at = "%s[%d]".formatted(pathOf(name), number++);
      if (!(each instanceof ObjectNode one)) {
        throw TomlForm.mistyped(at, each, lines, "{ ... }");
      }
      reader.accept(at, one);
    }
  }

  @Override
  public <K extends OfKind> K kind(
      String name, Class<K> role, String fallback, Set<String> more, Function<S, K> getter) {
    return kindOf(pathOf(name), nested(name), role, fallback, more);
  }

  @Override
  public <V> V beside(String name, Codec<V> codec, Function<S, V> getter) {
    return codec.of(new TableSection<>(pathOf(name), nested(name)));
  }

  @Override
  public <K extends OfKind> List<K> kinds(String name, Class<K> role, Function<S, List<K>> getter) {
    var values = new ArrayList<K>();
    eachTable(name, (at, table) -> values.add(kindOf(at, table, role, "", Set.of())));
    return List.copyOf(values);
  }

  @Override
  public <K extends OfKind> Optional<K> optionalNamed(
      String key, Class<K> role, Function<S, Optional<K>> getter) {
    known.add(key);
    return table.has(key)
        ? Optional.of(named(key, role, "", value -> getter.apply(value).orElseThrow()))
        : Optional.empty();
  }

  @Override
  public <K extends OfKind> K named(
      String key, Class<K> role, String fallback, Function<S, K> getter) {
    known.add(key);
    return switch (table.get(key)) {
      case null ->
          kindOf(pathOf(key), JsonNodeFactory.instance.objectNode(), role, fallback, Set.of());
      case ObjectNode stated when stated.isEmpty() ->
          throw new SpecException(
              "%s is an empty table; write e.g. %s = { kind = %s }"
                  .formatted(
                      pathOf(key),
                      key,
                      Toml.text(fallback.isEmpty() ? Kinds.names(role).getFirst() : fallback)));
      case ObjectNode stated -> kindOf(pathOf(key), stated, role, fallback, Set.of());
      case JsonNode name ->
          read(
              pathOf(key),
              JsonNodeFactory.instance.objectNode(),
              find(pathOf(key), role, TomlForm.TEXT.read(pathOf(key), name, fallback)),
              Set.of());
    };
  }

  /// @param fallback the kind of a table that states none; empty = it has to
  /// @param more keys of the table that do not belong to its kind
  private static <K extends OfKind> K kindOf(
      String path, ObjectNode stated, Class<K> role, String fallback, Set<String> more) {
    var node = stated.get(KIND);
    var at = path + "." + KIND;
    if (node == null && fallback.isEmpty()) {
      throw new SpecException(
          "%s is missing; it is one of %s".formatted(at, String.join(", ", Kinds.names(role))));
    }
    var name = node == null ? fallback : TomlForm.TEXT.read(at, node, fallback);
    return read(path, stated, find(at, role, name), more);
  }

  private static <K extends OfKind> K read(
      String path, ObjectNode stated, Kind<? extends K> kind, Set<String> more) {
    var others = new LinkedHashSet<>(more);
    others.add(KIND);
    return read(
        path, stated, kind.codec(), new Beside(others, key -> kindsThatKnow(path, kind, key)));
  }

  private static <K extends OfKind> Kind<? extends K> find(
      String path, Class<K> role, String name) {
    return Kinds.find(role, name)
        .orElseThrow(() -> TomlForm.notOneOf(Kinds.names(role), path, name));
  }

  /// Names of other kinds of the same role that have a key.
  private static List<String> kindsThatKnow(String path, Kind<?> kind, String key) {
    return Kinds.besides(kind).stream()
        .filter(other -> keys(path, other.codec()).contains(key))
        .map(Kind::name)
        .toList();
  }

  private String pathOf(String key) {
    return path(path, key);
  }

  private static String path(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static SpecException unknown(
      String path, ObjectNode table, String key, Set<String> keys, Beside beside) {
    var owners = beside.owners().apply(key);
    if (!owners.isEmpty()) {
      return new SpecException(
          "%s belongs to %s = %s, but this spec has %s; leave it out or change the kind"
              .formatted(
                  path(path, key),
                  path(path, KIND),
                  owners.stream().map(Toml::text).collect(Collectors.joining(" or ")),
                  table.has(KIND) ? table.get(KIND).toString() : "the default kind"));
    }
    var candidates = new ArrayList<String>(beside.keys());
    candidates.addAll(keys);
    var near = Suggestion.nearest(key, candidates);
    return new SpecException(
        near.map(n -> "%s is not a key; did you mean %s?".formatted(path(path, key), path(path, n)))
            .orElseGet(() ->
                "%s is not a key; %s has the keys %s"
                    .formatted(
                        path(path, key),
                        path.isEmpty() ? "the top of a spec" : "[" + path + "]",
                        String.join(", ", candidates))));
  }

  /// Puts `over` on top of `base`: sections are merged key by key, except that a section whose
  /// `kind` changes starts afresh from that kind's defaults, because keys of the old kind mean
  /// nothing there.
  public static ObjectNode merge(ObjectNode base, ObjectNode over) {
    var merged = base.deepCopy();
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      if (merged.get(entry.getKey()) instanceof ObjectNode below
          && entry.getValue() instanceof ObjectNode above
          && (above.get(KIND) == null || above.get(KIND).equals(below.get(KIND)))) {
        merged.set(entry.getKey(), merge(below, above));
      } else {
        merged.set(entry.getKey(), entry.getValue());
      }
    }
    return merged;
  }
}
