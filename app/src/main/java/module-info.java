/// The command line: the front door of the laboratory.
module groklab.app {
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires groklab.catalog;
  requires groklab.lab;
  requires groklab.measures;
  requires groklab.monitor;
  requires groklab.study;
  requires groklab.web;
  requires groklab.zoo;
  requires info.picocli;
  requires java.management;
  requires jdk.management;
  requires jdk.unsupported;
  requires me.tongfei.progressbar;
  requires org.slf4j;
  requires tools.jackson.databind;
  requires static transitive org.jspecify;

  opens groklab.app to
      info.picocli;
  opens groklab.app.catalog to
      info.picocli;
  opens groklab.app.monitor to
      info.picocli;
  opens groklab.app.page to
      info.picocli;
  opens groklab.app.study to
      info.picocli;

  uses groklab.study.engine.SweepEngine;

  provides ch.qos.logback.classic.spi.Configurator with
      groklab.app.LogSetup;
}
