package groklab.spark;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which of our jars a worker needs to make a run: what [the module of studies][#ROOT] stands on,
/// and what provides the kinds and measures that are asked for by name. Without what only draws and
/// serves, and without databases: 7 MB instead of 100.
final class WorkerJars {
  private static final String ROOT = "groklab.study";

  private WorkerJars() {}

  /// @param folder of the jars of the application, each a module
  static List<URI> in(ModuleFinder folder) {
    Map<String, ModuleReference> needed = new LinkedHashMap<>();
    Deque<String> names = new ArrayDeque<>(List.of(ROOT));
    while (!names.isEmpty()) {
      String name = names.remove();
      Optional<ModuleReference> module = folder.find(name);
      if (module.isPresent() && needed.putIfAbsent(name, module.get()) == null) {
        ModuleDescriptor descriptor = module.get().descriptor();
        descriptor.requires().stream()
            .filter(each -> !each.modifiers().contains(Requires.Modifier.STATIC))
            .forEach(each -> names.add(each.name()));
        names.addAll(providers(folder, descriptor));
      }
    }
    return needed.values().stream().map(module -> module.location().orElseThrow()).toList();
  }

  /// Modules that provide a service which this one uses.
  private static List<String> providers(ModuleFinder folder, ModuleDescriptor user) {
    return folder.findAll().stream()
        .map(ModuleReference::descriptor)
        .filter(each -> each.provides().stream().anyMatch(p -> user.uses().contains(p.service())))
        .map(ModuleDescriptor::name)
        .sorted()
        .toList();
  }
}
