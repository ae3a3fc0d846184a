/// The literature: systems, what is claimed of them, and whether it holds here.
module groklab.catalog {
  requires groklab.engine;
  requires transitive groklab.lab;
  requires transitive groklab.study;
  requires groklab.zoo;
  requires tools.jackson.databind;
  requires static transitive org.jspecify;

  exports groklab.catalog;
  exports groklab.catalog.check;
  exports groklab.catalog.entry;
  exports groklab.catalog.reproduce;
}
