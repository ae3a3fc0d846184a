package groklab.lab.kind;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// One section of a spec as its codec sees it: a table being read ([TableSection]) or a value being
/// written ([ValueSection]). A codec asks for every key once, with its default and the component it
/// fills; so one list of keys serves reader, writer, defaults and suggestions.
///
/// @param <S> the record that the section describes
public abstract sealed class Section<S> permits TableSection, ValueSection {

  /// The value of one key.
  ///
  /// @param fallback the value where a table does not state the key
  /// @param getter the component that the key fills, used when writing
  public abstract <V> V field(String key, TomlForm<V> form, V fallback, Function<S, V> getter);

  /// The value of a key that counts only where other values say so. Where it does not, nothing is
  /// written, a stated value other than 0 is refused, and the fallback is returned.
  public abstract <V> V fieldIf(
      Condition condition, String key, TomlForm<V> form, V fallback, Function<S, V> getter);

  /// Whether a key counts, and why not.
  ///
  /// @param because completes "it has no effect because"
  public record Condition(boolean counts, String because) {}

  /// The value of a nested section; a table that does not state it is read as empty.
  public abstract <V> V section(String name, Codec<V> codec, Function<S, V> getter);

  /// The value of a nested section that need not be there, but is stated whole where it is.
  public abstract <V> Optional<V> optionalSection(
      String name, Codec<V> codec, Function<S, Optional<V>> getter);

  /// The value of a component whose keys stand in this section beside the others.
  public abstract <V> V component(Codec<V> codec, Function<S, V> getter);

  /// The values of an array of tables, `[[name]]`; empty where none is stated.
  public abstract <V> List<V> tables(String name, Codec<V> codec, Function<S, List<V>> getter);

  /// The value of a nested section whose key `kind` says what it describes.
  ///
  /// @param role the interface of what it describes, for example that of networks
  /// @param fallback the kind of a section that states none
  public final <K extends OfKind> K kind(
      String name, Class<K> role, String fallback, Function<S, K> getter) {
    return kind(name, role, fallback, Set.of(), getter);
  }

  /// As [#kind(String, Class, String, Function)], where the section has more keys than those of its
  /// kind, see [#beside].
  public abstract <K extends OfKind> K kind(
      String name, Class<K> role, String fallback, Set<String> more, Function<S, K> getter);

  /// The keys of a section that do not belong to its kind.
  public abstract <V> V beside(String name, Codec<V> codec, Function<S, V> getter);

  /// The values of an array of tables, `[[name]]`, whose key `kind` says what each describes.
  public abstract <K extends OfKind> List<K> kinds(
      String name, Class<K> role, Function<S, List<K>> getter);

  /// As [#named], where the key need not be there.
  public abstract <K extends OfKind> Optional<K> optionalNamed(
      String key, Class<K> role, Function<S, Optional<K>> getter);

  /// The value of a key that names a kind: `key = "name"`, or with keys of its own
  /// `key = { kind = "name", other = 1 }`.
  ///
  /// @param fallback the kind where a table does not state the key
  public abstract <K extends OfKind> K named(
      String key, Class<K> role, String fallback, Function<S, K> getter);

  public final int whole(String key, int fallback, Function<S, Integer> getter) {
    return field(key, TomlForm.INT, fallback, getter);
  }

  public final long wholeLong(String key, long fallback, Function<S, Long> getter) {
    return field(key, TomlForm.LONG, fallback, getter);
  }

  public final double number(String key, double fallback, Function<S, Double> getter) {
    return field(key, TomlForm.DOUBLE, fallback, getter);
  }

  public final List<Double> numbers(
      String key, List<Double> fallback, Function<S, List<Double>> getter) {
    return field(key, TomlForm.DOUBLES, fallback, getter);
  }

  public final List<Long> wholes(String key, List<Long> fallback, Function<S, List<Long>> getter) {
    return field(key, TomlForm.LONGS, fallback, getter);
  }

  public final boolean flag(String key, boolean fallback, Function<S, Boolean> getter) {
    return field(key, TomlForm.BOOLEAN, fallback, getter);
  }

  public final String text(String key, String fallback, Function<S, String> getter) {
    return field(key, TomlForm.TEXT, fallback, getter);
  }

  public final List<String> texts(
      String key, List<String> fallback, Function<S, List<String>> getter) {
    return field(key, TomlForm.TEXTS, fallback, getter);
  }

  public final OptionalLong seed(String key, Function<S, OptionalLong> getter) {
    return field(key, TomlForm.SEED_OR_RUN, OptionalLong.empty(), getter);
  }

  public final <E extends Enum<E>> E choice(String key, E fallback, Function<S, E> getter) {
    return field(key, TomlForm.choice(fallback.getDeclaringClass()), fallback, getter);
  }
}
