package groklab.lab.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// One section of a spec as its codec sees it: a table being read ([TableSection]) or a value being
/// written ([ValueSection]). A codec asks for every key once, with its default and the component it
/// fills; so one list of keys serves reader, writer, defaults and suggestions.
///
/// @param <S> the record that the section describes
abstract sealed class Section<S> permits TableSection, ValueSection {

  /// The value of one key.
  ///
  /// @param fallback the value where a table does not state the key
  /// @param getter the component that the key fills, used when writing
  abstract <V> V field(String key, TomlForm<V> form, V fallback, Function<S, V> getter);

  /// The value of a nested section; a table that does not state it is read as empty.
  abstract <V> V section(String name, Codec<V> codec, Function<S, V> getter);

  /// The value of a nested section that need not be there, but is stated whole where it is.
  abstract <V> Optional<V> optionalSection(
      String name, Codec<V> codec, Function<S, Optional<V>> getter);

  /// This section, now that its `kind` has told which record it describes.
  abstract <T extends S> Section<T> as(Class<T> type);

  /// Refuses a stated value other than 0 for a key that the section's other values leave without
  /// effect.
  abstract void refuseIdle(String key, boolean idle, String because);

  final int whole(String key, int fallback, Function<S, Integer> getter) {
    return field(key, TomlForm.INT, fallback, getter);
  }

  final long wholeLong(String key, long fallback, Function<S, Long> getter) {
    return field(key, TomlForm.LONG, fallback, getter);
  }

  final double number(String key, double fallback, Function<S, Double> getter) {
    return field(key, TomlForm.DOUBLE, fallback, getter);
  }

  final boolean flag(String key, boolean fallback, Function<S, Boolean> getter) {
    return field(key, TomlForm.BOOLEAN, fallback, getter);
  }

  final String text(String key, String fallback, Function<S, String> getter) {
    return field(key, TomlForm.TEXT, fallback, getter);
  }

  final List<String> texts(String key, List<String> fallback, Function<S, List<String>> getter) {
    return field(key, TomlForm.TEXTS, fallback, getter);
  }

  final OptionalLong seed(String key, Function<S, OptionalLong> getter) {
    return field(key, TomlForm.SEED_OR_RUN, OptionalLong.empty(), getter);
  }

  final <E extends Enum<E>> E choice(String key, E fallback, Function<S, E> getter) {
    return field(key, TomlForm.choice(fallback.getDeclaringClass()), fallback, getter);
  }

  /// The record behind a section, asked for key by key.
  @FunctionalInterface
  interface Codec<S> {
    S of(Section<S> section);
  }
}
