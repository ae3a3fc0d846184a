package groklab.monitor.weights.pickle;

import groklab.monitor.weights.pickle.Value.Entries;
import groklab.monitor.weights.pickle.Value.Global;
import groklab.monitor.weights.pickle.Value.Items;
import groklab.monitor.weights.pickle.Value.Other;
import groklab.monitor.weights.pickle.Value.Stored;
import groklab.monitor.weights.pickle.Value.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The names that a pickle of weights may ask for, and what stands for them here: records, in
/// place of what Python would call. All others are refused.
///
/// They are those of tensors, of the containers around them, and of numbers and settings that
/// training scripts keep beside them; none is ever run.
final class Allowed {
  private static final String ORDERED = "collections.OrderedDict";
  private static final String COUNTER = "collections.Counter";
  private static final String SIZE = "torch.Size";
  private static final String TENSOR = "torch._utils._rebuild_tensor";
  private static final String TENSOR_2 = "torch._utils._rebuild_tensor_v2";
  private static final String TENSOR_3 = "torch._utils._rebuild_tensor_v3";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";
  private static final String PARAMETER_STATE = "torch._utils._rebuild_parameter_with_state";
  private static final String OF_TYPE = "torch._tensor._rebuild_from_type_v2";

  /// Where the type of the numbers stands among what [#TENSOR_3] is given.
  private static final int TYPE_ARGUMENT = 6;

  private static final Set<String> STORAGES =
      Set.of(
          "torch.DoubleStorage",
          "torch.FloatStorage",
          "torch.HalfStorage",
          "torch.BFloat16Storage",
          "torch.LongStorage",
          "torch.IntStorage",
          "torch.ShortStorage",
          "torch.CharStorage",
          "torch.ByteStorage",
          "torch.BoolStorage",
          "torch.storage.UntypedStorage",
          "torch.storage.TypedStorage");

  private static final Set<String> TYPES =
      Set.of(
          "torch.float64",
          "torch.float32",
          "torch.float16",
          "torch.bfloat16",
          "torch.int64",
          "torch.int32",
          "torch.int16",
          "torch.int8",
          "torch.uint64",
          "torch.uint32",
          "torch.uint16",
          "torch.uint8",
          "torch.bool");

  private static final Set<String> CONTAINERS =
      Set.of(
          ORDERED,
          COUNTER,
          SIZE,
          TENSOR,
          TENSOR_2,
          TENSOR_3,
          PARAMETER,
          PARAMETER_STATE,
          OF_TYPE,
          "torch.Tensor",
          "torch.nn.parameter.Parameter",
          "torch.nn.parameter.Buffer");

  /// Beside the weights: kept as [Other].
  private static final Set<String> BESIDE =
      Set.of(
          "argparse.Namespace",
          "copyreg._reconstructor",
          "builtins.object",
          "__builtin__.object",
          "_codecs.encode",
          "torch.device",
          "numpy.dtype",
          "numpy.ndarray",
          "numpy.core.multiarray.scalar",
          "numpy._core.multiarray.scalar",
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray._reconstruct");

  private Allowed() {}

  static boolean isAllowed(String name) {
    return STORAGES.contains(name)
        || TYPES.contains(name)
        || CONTAINERS.contains(name)
        || BESIDE.contains(name);
  }

  /// What stands for the result of a call; empty = it does not fit what is called.
  static Optional<Value> call(Global called, List<Value> given) {
    return switch (called.name()) {
      case ORDERED, COUNTER -> Optional.of(entries(given));
      case SIZE -> given.size() == 1 ? Optional.of(given.getFirst()) : Optional.empty();
      case TENSOR, TENSOR_2 -> tensor(given, Optional.empty());
      case TENSOR_3 ->
          given.size() > TYPE_ARGUMENT && given.get(TYPE_ARGUMENT) instanceof Global type
              ? tensor(given, Optional.of(type.name()))
              : Optional.empty();
      case PARAMETER, PARAMETER_STATE -> given.stream().findFirst();
      case OF_TYPE ->
          given.size() > 2
                  && given.getFirst() instanceof Global rebuild
                  && !rebuild.name().equals(OF_TYPE)
                  && given.get(2) instanceof Items inner
              ? call(rebuild, inner.all())
              : Optional.empty();
      default ->
          BESIDE.contains(called.name()) ? Optional.of(new Other(called.name())) : Optional.empty();
    };
  }

  private static Entries entries(List<Value> given) {
    var entries = new Entries();
    for (Value each : given) {
      if (each instanceof Entries others) {
        others.all().forEach(entry -> entries.put(entry.key(), entry.value()));
      } else if (each instanceof Items pairs) {
        for (Value pair : pairs.all()) {
          if (pair instanceof Items both && both.all().size() == 2) {
            entries.put(both.all().getFirst(), both.all().getLast());
          }
        }
      }
    }
    return entries;
  }

  private static Optional<Value> tensor(List<Value> given, Optional<String> type) {
    if (given.size() < 4
        || !(given.get(0) instanceof Stored storage)
        || !(given.get(1) instanceof Value.Whole start)
        || !(given.get(2) instanceof Items shape)
        || !(given.get(3) instanceof Items strides)) {
      return Optional.empty();
    }
    return shape
        .numbers()
        .flatMap(sizes ->
            strides
                .numbers()
                .map(steps -> new Tensor(storage, type, start.number(), sizes, steps)));
  }

  /// What a persistent id stands for: `('storage', type, key, device, count)`.
  static Optional<Value> stored(Value id) {
    return id instanceof Items items
            && items.all().size() >= 3
            && items.all().get(1) instanceof Global type
            && STORAGES.contains(type.name())
            && items.all().get(2) instanceof Value.Text key
        ? Optional.of(new Stored(type.name(), key.text()))
        : Optional.empty();
  }
}
