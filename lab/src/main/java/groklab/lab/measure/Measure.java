package groklab.lab.measure;

/// A measure of one step: what it records, what it needs, what it costs and how it is computed.
///
/// A value is a function of the weights at the probe's step, of what the spec determines (data,
/// initial weights, random streams of the seed) and of nothing else: not of earlier probes, the
/// clock or the number of threads. Therefore a stored checkpoint gives the numbers that were
/// recorded live, and a resumed run goes on with the same bits.
public non-sealed interface Measure extends AnyMeasure {

  /// Its own work in floating-point operations (of a matrix product; an operation that takes ten
  /// times as long counts as ten), without what its shared needs cost, and with as many calls as it
  /// makes of the others.
  long cost(CostModel costs);

  /// The measure on one subject. Called once; what is returned is used at every probe, so buffers
  /// belong into it.
  Gauge on(Subject subject);

  /// Takes a measure of one subject, at one probe after another.
  @FunctionalInterface
  interface Gauge {
    /// @param data valid during this call only
    void take(ProbeData data, Values into);
  }
}
