/// Many runs: sweeps, where their runs are kept, what they say together.
module groklab.study {
  requires transitive groklab.lab;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires java.sql;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires static transitive org.jspecify;

  exports groklab.study.sweep;
}
