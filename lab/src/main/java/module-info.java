import groklab.lab.measure.MeasureProvider;

/// Tasks, models, optimisers, the training run, measures, phases and the run directory.
module groklab.lab {
  requires groklab.engine;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires org.apache.commons.statistics.descriptive;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires static transitive org.jspecify;

  exports groklab.lab;
  exports groklab.lab.linear;
  exports groklab.lab.measure;
  exports groklab.lab.measure.data;
  exports groklab.lab.measure.function;
  exports groklab.lab.measure.meter;
  exports groklab.lab.measure.stored;
  exports groklab.lab.model;
  exports groklab.lab.model.layer;
  exports groklab.lab.phase;
  exports groklab.lab.probe;
  exports groklab.lab.recipe;
  exports groklab.lab.rundir;
  exports groklab.lab.spec;
  exports groklab.lab.task;
  exports groklab.lab.train;

  uses MeasureProvider;
}
