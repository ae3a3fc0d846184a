package groklab.lab.spec;

import java.util.Optional;
import java.util.function.Function;

/// A section that is being written: every key that the codec asks for becomes one line.
final class ValueSection<S> extends Section<S> {
  private final S value;
  private final StringBuilder out;

  ValueSection(S value, StringBuilder out) {
    this.value = value;
    this.out = out;
  }

  @Override
  <V> V field(String key, TomlForm<V> form, V fallback, Function<S, V> getter) {
    var written = getter.apply(value);
    out.append(key).append(" = ").append(form.text(written)).append('\n');
    return written;
  }

  @Override
  <V> V section(String name, Codec<V> codec, Function<S, V> getter) {
    out.append("\n[").append(name).append("]\n");
    return codec.of(new ValueSection<>(getter.apply(value), out));
  }

  @Override
  <V> Optional<V> optionalSection(String name, Codec<V> codec, Function<S, Optional<V>> getter) {
    return getter.apply(value).map(written -> section(name, codec, any -> written));
  }

  @Override
  <T extends S> Section<T> as(Class<T> type) {
    return new ValueSection<>(type.cast(value), out);
  }

  @Override
  void refuseIdle(String key, boolean idle, String because) {
    // a value has been through its record's constructor, which stores idle components as 0
  }
}
