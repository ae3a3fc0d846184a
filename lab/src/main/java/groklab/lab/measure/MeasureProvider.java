package groklab.lab.measure;

import java.util.List;

/// A module's measures. The laboratory knows none by name: it finds the providers through
/// [java.util.ServiceLoader].
public interface MeasureProvider {

  /// The measures, in the order in which their values are recorded and they are listed.
  List<AnyMeasure> measures();
}
