/// Other people's runs: what they have logged is read and diagnosed.
module groklab.monitor {
  requires transitive groklab.measures;
  requires transitive groklab.lab;
  requires transitive groklab.study;
  requires de.siegmar.fastcsv;
  requires tools.jackson.databind;
  requires static transitive org.jspecify;

  exports groklab.monitor.checkpoint;
  exports groklab.monitor.diagnosis;
  exports groklab.monitor.examples;
  exports groklab.monitor.forecast;
  exports groklab.monitor.importer;
  exports groklab.monitor.judge;
  exports groklab.monitor.log;
  exports groklab.monitor.precheck;
  exports groklab.monitor.series;
  exports groklab.monitor.watch;
  exports groklab.monitor.weights;
}
