package groklab.lab.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A section that is being read from a table. It notes which keys the codec asks for: those are the
/// keys there are.
final class TableSection<S> extends Section<S> {
  private static final String KIND = "kind";

  private final String path;
  private final ObjectNode table;
  private final SequencedMap<String, TomlForm<?>> asked = new LinkedHashMap<>();
  private final SequencedSet<String> nested = new LinkedHashSet<>();

  private TableSection(String path, ObjectNode table) {
    this.path = path;
    this.table = table;
  }

  /// Reads a whole table.
  ///
  /// @param path where the table stands, empty for the top of the file
  /// @param alsoKnown keys that somebody else reads, for suggestions
  /// @throws SpecException for a key that the codec does not ask for, a wrong type, or a value out
  ///     of range
  static <S> S read(String path, ObjectNode table, Codec<S> codec, Set<String> alsoKnown) {
    // A misspelt key would leave its default in place, and then a range check could blame the wrong
    // key; so the keys
    // are compared before any value is read. Which keys there are depends on nothing but the kind.
    var probe = new TableSection<S>(path, onlyKind(table));
    codec.of(probe);
    for (var key : table.propertyNames()) {
      if (!probe.known().contains(key) && !alsoKnown.contains(key)) {
        throw probe.unknown(key, codec, alsoKnown);
      }
    }
    return codec.of(new TableSection<>(path, table));
  }

  private static ObjectNode onlyKind(ObjectNode table) {
    var only = JsonNodeFactory.instance.objectNode();
    var kind = table.get(KIND);
    if (kind != null) {
      only.set(KIND, kind);
    }
    return only;
  }

  private SequencedSet<String> known() {
    var known = new LinkedHashSet<>(asked.keySet());
    known.addAll(nested);
    return known;
  }

  @Override
  <V> V field(String key, TomlForm<V> form, V fallback, Function<S, V> getter) {
    asked.put(key, form);
    var node = table.get(key);
    return node == null ? fallback : form.read(pathOf(key), node, fallback);
  }

  @Override
  <V> V section(String name, Codec<V> codec, Function<S, V> getter) {
    nested.add(name);
    return switch (table.get(name)) {
      case null -> read(pathOf(name), JsonNodeFactory.instance.objectNode(), codec, Set.of());
      case ObjectNode section -> read(pathOf(name), section, codec, Set.of());
      case JsonNode other ->
          throw TomlForm.mistyped(
              pathOf(name), other, "a section", "... below a line [" + pathOf(name) + "]");
    };
  }

  @Override
  <V> Optional<V> optionalSection(String name, Codec<V> codec, Function<S, Optional<V>> getter) {
    nested.add(name);
    if (!table.has(name)) {
      return Optional.empty();
    }
    var keys = new TableSection<V>(pathOf(name), JsonNodeFactory.instance.objectNode());
    codec.of(keys);
    for (var key : keys.known()) {
      if (table.get(name) instanceof ObjectNode stated && !stated.has(key)) {
        throw new SpecException(
            "%s is missing; a section [%s] states all of %s"
                .formatted(keys.pathOf(key), pathOf(name), String.join(", ", keys.known())));
      }
    }
    return Optional.of(section(name, codec, value -> getter.apply(value).orElseThrow()));
  }

  @Override
  @SuppressWarnings("unchecked") // a table holds no S
  <T extends S> Section<T> as(Class<T> type) {
    return (Section<T>) this;
  }

  @Override
  void refuseIdle(String key, boolean idle, String because) {
    var node = table.get(key);
    if (idle && node != null && node.isNumber() && TomlForm.number(node) != 0) {
      throw new SpecException(
          "%s is %s but has no effect because %s; leave it out"
              .formatted(pathOf(key), node, because));
    }
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private SpecException unknown(String key, Codec<S> codec, Set<String> alsoKnown) {
    var owners = kindsThatKnow(key, codec);
    if (!owners.isEmpty()) {
      return new SpecException(
          "%s belongs to %s = %s, but this spec has %s; leave it out or change the kind"
              .formatted(
                  pathOf(key),
                  pathOf(KIND),
                  owners.stream().map(Toml::text).collect(Collectors.joining(" or ")),
                  table.has(KIND) ? table.get(KIND).toString() : "the default kind"));
    }
    var candidates = new ArrayList<String>(known());
    candidates.addAll(alsoKnown);
    var near = Suggestion.nearest(key, candidates);
    return new SpecException(
        near.map(n -> "%s is not a key; did you mean %s?".formatted(pathOf(key), pathOf(n)))
            .orElseGet(() ->
                "%s is not a key; %s has the keys %s"
                    .formatted(
                        pathOf(key),
                        path.isEmpty() ? "the top of a spec" : "[" + path + "]",
                        String.join(", ", candidates))));
  }

  private List<String> kindsThatKnow(String key, Codec<S> codec) {
    var kinds = asked.get(KIND);
    if (kinds == null) {
      return List.of();
    }
    return kinds.names().stream()
        .filter(kind -> {
          var probe =
              new TableSection<S>(path, JsonNodeFactory.instance.objectNode().put(KIND, kind));
          codec.of(probe);
          return probe.known().contains(key);
        })
        .toList();
  }

  /// Puts `over` on top of `base`: sections are merged key by key, except that a section whose
  /// `kind` changes starts afresh from that kind's defaults, because keys of the old kind mean
  /// nothing there.
  static ObjectNode merge(ObjectNode base, ObjectNode over) {
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
