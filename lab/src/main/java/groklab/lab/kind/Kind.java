package groklab.lab.kind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/// One thing that a spec can name: a task, a network, a loss, an update, a criterion. What Groklab
/// can be given more of is a kind; nothing else has to change for a new one.
///
/// A kind is one class (its spec, which does the work or makes what does), a page beside it in the
/// resources, and one line in a [KindProvider].
///
/// @param name what `kind = "..."` says, lower case with hyphens
/// @param type the class of its specs; the role is the interface that the class implements
/// @param codec its keys, with defaults and checks
/// @param variants pages of names that one of its keys may have, such as operations; may be empty
public record Kind<S extends OfKind>(
    String name, Class<S> type, Codec<S> codec, Supplier<List<Page>> variants) {

  /// A kind without names of its own beside `kind`.
  public static <S extends OfKind> Kind<S> of(String name, Class<S> type, Codec<S> codec) {
    return new Kind<>(name, type, codec, List::of);
  }

  /// A kind without keys.
  public static <S extends OfKind> Kind<S> of(String name, S only, Class<S> type) {
    return of(name, type, section -> only);
  }

  /// Its page: the resource `NAME.md` beside the class of its specs.
  ///
  /// @throws IllegalStateException if there is none, or it does not begin with `# NAME: `
  public Page page() {
    String file = name + ".md";
    try (var in = type.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "the page %s of %s is missing, or its package is not open to groklab.lab"
                .formatted(file, type.getName()));
      }
      return Page.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the page %s cannot be read".formatted(file), e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
