package groklab.lab.kind;

import java.util.List;

/// A shelf of kinds, found as a service: `provides ... with ...` in the module, and the same line
/// in `META-INF/services` for the class path. A new kind is one line in such a list.
///
/// A list in code and not a service for each kind, because it keeps the order in which people see
/// the names, and because tests, which run on the class path, see the same one.
public interface KindProvider {

  /// In the order in which they are listed to people.
  List<Kind<?>> kinds();
}
