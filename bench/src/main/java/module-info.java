/// Benchmarks of the engine. Nothing depends on it.
module groklab.bench {
  requires groklab.engine;
  requires jdk.incubator.vector;
  requires static org.jspecify;
}
