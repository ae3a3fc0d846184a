package groklab.web;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// Pages in Markdown as HTML. What looks like HTML in them is text.
public final class MarkdownText {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());

  private MarkdownText() {}

  /// Part of a page: headings, paragraphs, lists, tables, code.
  public static String html(String markdown) {
    var parser = Parser.builder().extensions(TABLES).build();
    return HtmlRenderer.builder()
        .extensions(TABLES)
        .escapeHtml(true)
        .sanitizeUrls(true)
        .build()
        .render(parser.parse(markdown));
  }
}
