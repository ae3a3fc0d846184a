import groklab.study.engine.LocalEngine;
import groklab.study.engine.SweepEngine;

/// Many runs: sweeps, where their runs are kept, what they say together.
module groklab.study {
  requires groklab.engine;
  requires transitive groklab.lab;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires java.management;
  requires java.sql;
  requires org.apache.commons.statistics.descriptive;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires static transitive org.jspecify;

  exports groklab.study.atlas;
  exports groklab.study.court;
  exports groklab.study.diagram;
  exports groklab.study.engine;
  exports groklab.study.export;
  exports groklab.study.query;
  exports groklab.study.refine;
  exports groklab.study.statistics;
  exports groklab.study.store;
  exports groklab.study.sweep;
  exports groklab.study.tune;

  uses SweepEngine;

  provides SweepEngine with
      LocalEngine;
}
