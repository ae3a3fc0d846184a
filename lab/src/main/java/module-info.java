import groklab.lab.criterion.Criteria;
import groklab.lab.kind.KindProvider;
import groklab.lab.measure.MeasureProvider;

/// What a run is: kinds of tasks, networks, losses and updates as contracts, the training run,
/// measures as a contract, phases and the run directory.
module groklab.lab {
  requires groklab.engine;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires org.apache.commons.statistics.descriptive;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires static transitive org.jspecify;

  exports groklab.lab;
  exports groklab.lab.file;
  exports groklab.lab.kind;
  exports groklab.lab.linear;
  exports groklab.lab.loss;
  exports groklab.lab.control;
  exports groklab.lab.criterion;
  exports groklab.lab.measure;
  exports groklab.lab.measure.data;
  exports groklab.lab.measure.function;
  exports groklab.lab.measure.meter;
  exports groklab.lab.measure.stored;
  exports groklab.lab.model;
  exports groklab.lab.model.layer;
  exports groklab.lab.phase;
  exports groklab.lab.phase.detector;
  exports groklab.lab.probe;
  exports groklab.lab.problem;
  exports groklab.lab.rundir;
  exports groklab.lab.spec;
  exports groklab.lab.trace;
  exports groklab.lab.train;
  exports groklab.lab.update;

  uses KindProvider;
  uses MeasureProvider;

  provides KindProvider with
      Criteria;
}
