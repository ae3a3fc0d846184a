package groklab.monitor.weights.pickle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a pickle holds. Values can hold themselves, so who walks through them counts how deep.
public sealed interface Value {
  /// A text.
  record Text(String text) implements Value {}

  /// An integer, or a truth value as 0 or 1.
  record Whole(long number) implements Value {}

  /// A number with a fraction.
  record Real(double number) implements Value {}

  /// What is neither looked at nor needed: None, bytes, settings, the state of a random generator.
  record Other(String what) implements Value {}

  /// A name of Python: `torch._utils._rebuild_tensor_v2`.
  record Global(String name) implements Value {}

  /// A storage in the archive.
  ///
  /// @param type e.g. `torch.FloatStorage`
  /// @param key its file's name below `data/`
  record Stored(String type, String key) implements Value {}

  /// A tensor.
  ///
  /// @param type of its numbers where the storage does not say it, e.g. `torch.float32`
  record Tensor(Stored storage, Optional<String> type, long start, long[] shape, long[] strides)
      implements Value {}

  /// A list, tuple or set.
  final class Items implements Value {
    private final List<Value> all;

    Items(List<Value> all) {
      this.all = new ArrayList<>(all);
    }

    void add(Value value) {
      all.add(value);
    }

    public List<Value> all() {
      return all;
    }

    /// Its numbers; empty = it holds something else.
    Optional<long[]> numbers() {
      long[] numbers = new long[all.size()];
      for (int i = 0; i < numbers.length; i++) {
        if (!(all.get(i) instanceof Whole whole)) {
          return Optional.empty();
        }
        numbers[i] = whole.number;
      }
      return Optional.of(numbers);
    }
  }

  /// A dict. Keys are not hashed: they can be made to take for ever.
  final class Entries implements Value {
    private final List<Entry> all = new ArrayList<>();

    /// A key with its value; a later one of the same key counts.
    public record Entry(Value key, Value value) {}

    void put(Value key, Value value) {
      all.add(new Entry(key, value));
    }

    public List<Entry> all() {
      return all;
    }

    /// The value of a key that is a text.
    public Optional<Value> get(String key) {
      return all.reversed().stream()
          .filter(each -> each.key instanceof Text text && text.text.equals(key))
          .map(Entry::value)
          .findFirst();
    }

    /// The integer of a key.
    public OptionalLong whole(String key) {
      return get(key).orElse(this) instanceof Whole whole
          ? OptionalLong.of(whole.number)
          : OptionalLong.empty();
    }
  }
}
