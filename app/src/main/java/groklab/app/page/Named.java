package groklab.app.page;

import java.util.function.Supplier;

/// A name and its page, which is made when it is asked for: those of recipes cost half of the time
/// of a command that explains one word.
///
/// @param name as the page says it
record Named(String name, Supplier<Entry> page) {

  /// A page that is there already.
  static Named of(Entry page) {
    return new Named(page.name(), () -> page);
  }
}
