/// Benchmarks of the engine. Nothing depends on it.
module groklab.bench {
  requires groklab.engine;
  requires jdk.incubator.vector;
  requires jdk.management;
  requires static org.jspecify;
}
