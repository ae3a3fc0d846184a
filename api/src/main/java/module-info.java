/// Groklab inside another Java program: a spec in, events and numbers out.
module groklab.api {
  requires transitive groklab.lab;
  requires groklab.measures;
  requires groklab.monitor;
  requires groklab.zoo;
  requires static transitive org.jspecify;

  exports groklab.api;
}
