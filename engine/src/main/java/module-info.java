/// Arrays, graphs, gradients, plans, kernels and random streams. Depends on the JDK alone.
module groklab.engine {
  requires jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports groklab.engine;
  exports groklab.engine.exec;
  exports groklab.engine.graph;
  exports groklab.engine.kernel;
  exports groklab.engine.plan;
  exports groklab.engine.random;
  exports groklab.engine.f32 to
      groklab.bench;
  exports groklab.engine.f32.loop to
      groklab.bench;
  exports groklab.engine.f32.rows to
      groklab.bench;
  exports groklab.engine.f64.loss to
      groklab.bench;
}
