import groklab.lab.measure.MeasureProvider;
import groklab.measures.Measures;

/// What can be seen of a network: measures in slices, each with its mathematics, its pages and its
/// costs.
module groklab.measures {
  requires groklab.engine;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires org.apache.commons.statistics.descriptive;
  requires transitive groklab.lab;
  requires static transitive org.jspecify;

  exports groklab.measures.frame;

  provides MeasureProvider with
      Measures;
}
