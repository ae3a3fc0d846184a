package groklab.lab.kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/// All kinds there are, by role. They come from the [KindProvider]s on the module path or the class
/// path and never change while the program runs.
public final class Kinds {
  private static final List<Kind<?>> ALL = load();

  private Kinds() {}

  private static List<Kind<?>> load() {
    List<Kind<?>> all = new ArrayList<>();
    ServiceLoader.load(KindProvider.class).stream()
        .sorted(Comparator.comparing(provider -> provider.type().getName()))
        .forEach(provider -> all.addAll(provider.get().kinds()));
    return List.copyOf(all);
  }

  /// The kinds of a role, in the order in which they are listed.
  ///
  /// @param role the interface that their specs implement
  /// @throws IllegalStateException if two have the same name
  public static <R extends OfKind> List<Kind<? extends R>> of(Class<R> role) {
    List<Kind<? extends R>> fitting = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Kind<?> kind : ALL) {
      if (role.isAssignableFrom(kind.type())) {
        if (!names.add(kind.name())) {
          throw new IllegalStateException(
              "two kinds of %s are called %s".formatted(role.getSimpleName(), kind.name()));
        }
        fitting.add(as(kind));
      }
    }
    return List.copyOf(fitting);
  }

  @SuppressWarnings("unchecked") // its specs are of the role, as the caller has seen
  private static <R extends OfKind> Kind<? extends R> as(Kind<?> kind) {
    return (Kind<? extends R>) kind;
  }

  /// The kind of a name.
  public static <R extends OfKind> Optional<Kind<? extends R>> find(Class<R> role, String name) {
    return of(role).stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /// The other kinds of the roles that a kind has.
  static List<Kind<?>> besides(Kind<?> kind) {
    return ALL.stream()
        .filter(other -> !other.equals(kind) && sharesRole(other.type(), kind.type()))
        .toList();
  }

  private static boolean sharesRole(Class<?> one, Class<?> other) {
    return Arrays.stream(one.getInterfaces())
        .anyMatch(role -> role != OfKind.class && role.isAssignableFrom(other));
  }

  /// What a kind describes where no key is stated.
  public static <R extends OfKind> R usual(Kind<? extends R> kind) {
    return TableSection.read("", JsonNodeFactory.instance.objectNode(), kind.codec(), Set.of());
  }

  /// Names of a role, in the order in which they are listed.
  public static List<String> names(Class<? extends OfKind> role) {
    return of(role).stream().map(Kind::name).toList();
  }
}
