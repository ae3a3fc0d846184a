package groklab.lab.kind;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A section that is being written: every key that the codec asks for becomes one line.
public final class ValueSection<S> extends Section<S> {
  private final S value;
  private final String path;
  private final StringBuilder out;

  private ValueSection(S value, String path, StringBuilder out) {
    this.value = value;
    this.path = path;
    this.out = out;
  }

  /// A whole value as TOML.
  public static <S> String write(S value, Codec<S> codec) {
    var out = new StringBuilder();
    codec.of(new ValueSection<>(value, "", out));
    return out.toString();
  }

  @Override
  public <V> V field(String key, TomlForm<V> form, V fallback, Function<S, V> getter) {
    var written = getter.apply(value);
    line(key, form.text(written));
    return written;
  }

  private void line(String key, String text) {
    out.append(key).append(" = ").append(text).append('\n');
  }

  @Override
  public <V> V fieldIf(
      Condition condition, String key, TomlForm<V> form, V fallback, Function<S, V> getter) {
    return condition.counts() ? field(key, form, fallback, getter) : fallback;
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  @Override
  public <V> V section(String name, Codec<V> codec, Function<S, V> getter) {
    out.append("\n[").append(pathOf(name)).append("]\n");
    return codec.of(new ValueSection<>(getter.apply(value), pathOf(name), out));
  }

  @Override
  public <V> Optional<V> optionalSection(
      String name, Codec<V> codec, Function<S, Optional<V>> getter) {
    return getter.apply(value).map(written -> section(name, codec, any -> written));
  }

  @Override
  public <V> V component(Codec<V> codec, Function<S, V> getter) {
    return codec.of(new ValueSection<>(getter.apply(value), path, out));
  }

  @Override
  public <V> List<V> tables(String name, Codec<V> codec, Function<S, List<V>> getter) {
    for (V each : getter.apply(value)) {
      out.append("\n[[").append(pathOf(name)).append("]]\n");
      codec.of(new ValueSection<>(each, pathOf(name), out));
    }
    return getter.apply(value);
  }

  @Override
  public <K extends OfKind> K kind(
      String name, Class<K> role, String fallback, Set<String> more, Function<S, K> getter) {
    K written = getter.apply(value);
    out.append("\n[").append(pathOf(name)).append("]\n");
    line(TableSection.KIND, Toml.text(written.kind().name()));
    encode(written.kind(), written, pathOf(name), out);
    return written;
  }

  @Override
  public <V> V beside(String name, Codec<V> codec, Function<S, V> getter) {
    return codec.of(new ValueSection<>(getter.apply(value), pathOf(name), out));
  }

  @Override
  public <K extends OfKind> List<K> kinds(String name, Class<K> role, Function<S, List<K>> getter) {
    for (K each : getter.apply(value)) {
      out.append("\n[[").append(pathOf(name)).append("]]\n");
      line(TableSection.KIND, Toml.text(each.kind().name()));
      encode(each.kind(), each, pathOf(name), out);
    }
    return getter.apply(value);
  }

  @Override
  public <K extends OfKind> Optional<K> optionalNamed(
      String key, Class<K> role, Function<S, Optional<K>> getter) {
    return getter.apply(value).map(written -> named(key, role, "", any -> written));
  }

  @Override
  public <K extends OfKind> K named(
      String key, Class<K> role, String fallback, Function<S, K> getter) {
    K written = getter.apply(value);
    var keys = new StringBuilder();
    encode(written.kind(), written, pathOf(key), keys);
    String name = Toml.text(written.kind().name());
    line(
        key,
        keys.isEmpty()
            ? name
            : keys.toString()
                .lines()
                .collect(Collectors.joining(", ", "{ kind = " + name + ", ", " }")));
    return written;
  }

  private static <K extends OfKind> void encode(
      Kind<K> kind, OfKind written, String path, StringBuilder out) {
    kind.codec().of(new ValueSection<>(kind.type().cast(written), path, out));
  }
}
