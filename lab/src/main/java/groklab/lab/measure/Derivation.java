package groklab.lab.measure;

import java.util.List;
import java.util.function.Function;

/// Something dear that several measures are made of, for example the singular values of all weight
/// matrices: declared as [Need.Derived], it is computed once per probe, whoever asks.
///
/// One instance stands for one thing wherever it is used; make it a constant, or a record of what
/// tells it from others.
///
/// @param <T> immutable, or read only; it may hold buffers that the next probe fills again
public interface Derivation<T> {

  /// What it is, for messages.
  String name();

  /// What it is computed from.
  List<Need> needs(Subject subject);

  /// Its own work in operations of a matrix product, see [Measure#cost].
  long cost(CostModel costs);

  /// The computation for one subject. Called once per subject, so what does not change between
  /// probes belongs into it.
  Function<ProbeData, T> on(Subject subject);
}
