/// Other people's runs: what they have logged is read and diagnosed.
module groklab.monitor {
  requires transitive groklab.lab;
  requires de.siegmar.fastcsv;
  requires tools.jackson.databind;
  requires static transitive org.jspecify;

  exports groklab.monitor.diagnosis;
  exports groklab.monitor.forecast;
  exports groklab.monitor.importer;
  exports groklab.monitor.judge;
  exports groklab.monitor.log;
  exports groklab.monitor.series;
}
