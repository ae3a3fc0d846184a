/// What can be run: every task, network, loss and update, one file each, and the recipes.
///
/// Whoever trains or shows something knows the contracts of the lab only; a benchmark builds what
/// it compares. Packages are open to the lab because it reads the pages beside the classes.
module groklab.zoo {
  requires transitive groklab.lab;
  requires groklab.engine;
  requires hipparchus.core;
  requires static transitive org.jspecify;

  exports groklab.zoo.recipe;
  exports groklab.zoo.model to
      groklab.bench,
      groklab.bench.libtorch;
  exports groklab.zoo.update to
      groklab.bench,
      groklab.bench.libtorch;
  exports groklab.zoo.stage to
      groklab.bench.libtorch;
  exports groklab.zoo.loss to
      groklab.bench,
      groklab.bench.libtorch;

  opens groklab.zoo.task to
      groklab.lab;
  opens groklab.zoo.task.feature to
      groklab.lab;
  opens groklab.zoo.task.image to
      groklab.lab;
  opens groklab.zoo.task.index to
      groklab.lab;
  opens groklab.zoo.task.parity to
      groklab.lab;
  opens groklab.zoo.task.sequence to
      groklab.lab;
  opens groklab.zoo.model to
      groklab.lab;
  opens groklab.zoo.loss to
      groklab.lab;
  opens groklab.zoo.update to
      groklab.lab;
  opens groklab.zoo.control to
      groklab.lab;
  opens groklab.zoo.stage to
      groklab.lab;
  opens groklab.zoo.stage.penalty to
      groklab.lab;
  opens groklab.zoo.stage.neural to
      groklab.lab;

  provides groklab.lab.kind.KindProvider with
      groklab.zoo.Zoo;
}
