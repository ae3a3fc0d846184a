package groklab.monitor.weights;

import groklab.lab.file.RunFileException;
import groklab.monitor.weights.pickle.Value;
import groklab.monitor.weights.pickle.Value.Entries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;

/// The weights among what a checkpoint of torch holds: the dict of tensors, which is all of it or
/// stands below a key.
///
/// @param tensors by name
/// @param step that is kept beside them
/// @param leftOut what was not taken, each `NAME: why`
record StateDict(
    SequencedMap<String, Value.Tensor> tensors, OptionalLong step, List<String> leftOut) {
  /// In the order in which they are asked.
  private static final List<String> KEYS =
      List.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "model",
          "module",
          "net",
          "network",
          "weights",
          "params",
          "parameters");

  /// Dicts of tensors that are no weights of the network.
  private static final List<String> OTHERS = List.of("optim", "sched", "scaler", "rng", "ema");

  private static final int DEEPEST = 4;
  private static final int MOST_TENSORS = 200_000;

  /// @throws RunFileException if it holds no tensors
  static StateDict of(Path file, Value root) {
    OptionalLong step = OptionalLong.empty();
    if (root instanceof Entries entries) {
      step = step(entries);
      Optional<Entries> found =
          find(entries, 0, Collections.newSetFromMap(new IdentityHashMap<>()));
      if (found.isPresent()) {
        return new StateDict(tensors(file, found.get()), step, others(entries, found.get()));
      }
    }
    if (root instanceof Value.Tensor tensor) {
      SequencedMap<String, Value.Tensor> one = new LinkedHashMap<>();
      one.put("tensor", tensor);
      return new StateDict(one, step, List.of());
    }
    throw new RunFileException(
        "%s holds no dict of tensors; expected a state dict, or a dict with one under one of: %s"
            .formatted(file, String.join(", ", KEYS)));
  }

  private static OptionalLong step(Entries entries) {
    return StepKeys.ALL.stream()
        .map(entries::whole)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  /// The first dict with tensors of its own, by the usual keys and then by any.
  private static Optional<Entries> find(Entries entries, int depth, Set<Value> seen) {
    if (depth > DEEPEST || !seen.add(entries)) {
      return Optional.empty();
    }
    boolean holds = entries.all().stream().anyMatch(each -> each.value() instanceof Value.Tensor);
    List<Entries> below = new ArrayList<>();
    for (String key : KEYS) {
      if (entries.get(key).orElse(entries) instanceof Entries inner && inner != entries) {
        below.add(inner);
      }
    }
    if (holds && below.isEmpty()) {
      return Optional.of(entries);
    }
    for (Entries.Entry each : entries.all()) {
      if (each.value() instanceof Entries inner && !isOther(each.key())) {
        below.add(inner);
      }
    }
    for (Entries each : below) {
      Optional<Entries> found = find(each, depth + 1, seen);
      if (found.isPresent()) {
        return found;
      }
    }
    return holds ? Optional.of(entries) : Optional.empty();
  }

  private static boolean isOther(Value key) {
    String name = key instanceof Value.Text text ? text.text().toLowerCase(Locale.ROOT) : "";
    return OTHERS.stream().anyMatch(name::contains);
  }

  private static SequencedMap<String, Value.Tensor> tensors(Path file, Entries entries) {
    SequencedMap<String, Value.Tensor> tensors = new LinkedHashMap<>();
    for (Entries.Entry each : entries.all()) {
      if (each.value() instanceof Value.Tensor tensor && each.key() instanceof Value.Text name) {
        tensors.put(name.text(), tensor);
      }
    }
    if (tensors.size() > MOST_TENSORS) {
      throw new RunFileException(
          "%s has %,d tensors; expected at most %,d".formatted(file, tensors.size(), MOST_TENSORS));
    }
    return tensors;
  }

  /// Dicts of tensors beside the one that was taken.
  private static List<String> others(Entries root, Entries taken) {
    List<String> names = new ArrayList<>();
    for (Entries.Entry each : root.all()) {
      if (each.key() instanceof Value.Text name
          && each.value() instanceof Entries other
          && other != taken
          && isOther(name)) {
        names.add("%s: it is not of the network itself".formatted(name.text()));
      }
    }
    return names;
  }
}
