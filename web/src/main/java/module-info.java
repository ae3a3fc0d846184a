/// Pages, figures and text about runs: readers of run directories and nothing else.
module groklab.web {
  requires groklab.measures;
  requires transitive groklab.monitor;
  requires transitive groklab.study;
  requires transitive groklab.lab;
  requires groklab.zoo;
  requires io.javalin;
  requires io.jstach.jstachio;
  requires java.desktop;
  requires java.xml;
  requires kotlin.stdlib;
  requires org.commonmark;
  requires org.commonmark.ext.gfm.tables;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires org.apache.xmlgraphics.batik.svggen;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires xchart;
  requires static transitive org.jspecify;

  exports groklab.web;
  exports groklab.web.diagram;
  exports groklab.web.foreign;
  exports groklab.web.landscape;
  exports groklab.web.lesson;
  exports groklab.web.live;
  exports groklab.web.server;
  exports groklab.web.site;
  exports groklab.web.sweep;
  exports groklab.web.text;
}
