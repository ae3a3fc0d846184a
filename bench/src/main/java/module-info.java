/// Measurements: training steps beside a peer's, products and the machine's peak. Nothing depends
/// on it but peers.
module groklab.bench {
  requires groklab.engine;
  requires info.picocli;
  requires jdk.incubator.vector;
  requires jdk.management;
  requires org.apache.commons.statistics.descriptive;
  requires tools.jackson.databind;
  requires groklab.study;
  requires transitive groklab.lab;
  requires transitive groklab.zoo;
  requires static transitive org.jspecify;

  exports groklab.bench.peer;

  opens groklab.bench to
      info.picocli;
  opens groklab.bench.control to
      info.picocli;

  uses groklab.bench.peer.Peer;
}
