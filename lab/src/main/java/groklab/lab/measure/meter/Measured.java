package groklab.lab.measure.meter;

import groklab.lab.measure.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What measures have put down, each name once. Values of the training set come first, then those
/// of the validation set, then all others, each in the order in which they came.
public final class Measured implements Values {
  private final SequencedMap<String, Double> train = new LinkedHashMap<>();
  private final SequencedMap<String, Double> validation = new LinkedHashMap<>();
  private final SequencedMap<String, Double> others = new LinkedHashMap<>();
  private final SequencedMap<String, List<Double>> lists = new LinkedHashMap<>();
  private final SequencedMap<String, String> undefined = new LinkedHashMap<>();

  @Override
  public void put(String name, double value) {
    if (lists.containsKey(name) || part(name).put(name, value) != null) {
      throw twice(name);
    }
  }

  @Override
  public void undefined(String name, String why) {
    put(name, Double.NaN);
    undefined.put(name, why);
  }

  @Override
  public void list(String name, double... values) {
    List<Double> list = new ArrayList<>();
    Arrays.stream(values).forEach(list::add);
    if (part(name).containsKey(name) || lists.put(name, List.copyOf(list)) != null) {
      throw twice(name);
    }
  }

  private static IllegalStateException twice(String name) {
    return new IllegalStateException("two measures record " + name);
  }

  private SequencedMap<String, Double> part(String name) {
    if (name.startsWith("train.")) {
      return train;
    }
    return name.startsWith("validation.") ? validation : others;
  }

  /// Adds what was put down elsewhere.
  public void add(Measured more) {
    more.values().forEach(this::put);
    more.lists.forEach(
        (name, list) -> list(name, list.stream().mapToDouble(Double::doubleValue).toArray()));
    undefined.putAll(more.undefined);
  }

  public SequencedMap<String, Double> values() {
    var all = new LinkedHashMap<>(train);
    all.putAll(validation);
    all.putAll(others);
    return all;
  }

  public SequencedMap<String, List<Double>> lists() {
    return new LinkedHashMap<>(lists);
  }

  /// Why those of the values that are not defined are not, as far as their measures said.
  public SequencedMap<String, String> undefined() {
    return new LinkedHashMap<>(undefined);
  }
}
