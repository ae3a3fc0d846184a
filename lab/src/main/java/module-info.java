/// Tasks, models, optimisers, the training run, measures, phases and the run directory.
module groklab.lab {
  requires groklab.engine;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires static transitive org.jspecify;

  exports groklab.lab;
  exports groklab.lab.analysis.fourier;
  exports groklab.lab.analysis.group;
  exports groklab.lab.analysis.information;
  exports groklab.lab.analysis.landscape;
  exports groklab.lab.analysis.linear;
  exports groklab.lab.analysis.numerics;
  exports groklab.lab.analysis.representation;
  exports groklab.lab.analysis.spectrum;
  exports groklab.lab.analysis.weight;
  exports groklab.lab.criterion;
  exports groklab.lab.measure;
  exports groklab.lab.measure.catalogue;
  exports groklab.lab.measure.stored;
  exports groklab.lab.model;
  exports groklab.lab.phase;
  exports groklab.lab.phase.detector;
  exports groklab.lab.probe;
  exports groklab.lab.recipe;
  exports groklab.lab.rundir;
  exports groklab.lab.spec;
  exports groklab.lab.task;
  exports groklab.lab.train;
}
