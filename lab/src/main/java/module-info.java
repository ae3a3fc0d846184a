/// Tasks, models, optimisers, the training run, measures, phases and the run directory.
module groklab.lab {
  requires transitive groklab.engine;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires static transitive org.jspecify;

  exports groklab.lab;
  exports groklab.lab.model;
  exports groklab.lab.recipe;
  exports groklab.lab.spec;
  exports groklab.lab.task;
  exports groklab.lab.train;
}
