/// Pages, figures and text about runs: readers of run directories and nothing else.
module groklab.web {
  requires java.desktop;
  requires xchart;
  requires org.apache.xmlgraphics.batik.svggen;
  requires java.xml;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires static transitive org.jspecify;

  exports groklab.web;
}
