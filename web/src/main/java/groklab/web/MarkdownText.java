package groklab.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/// Pages in Markdown as HTML. What looks like HTML in them is text. Every heading has an id made of
/// its words, which links name (`#how-it-is-judged`), as where repositories are read.
public final class MarkdownText {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

  private MarkdownText() {}

  /// Part of a page: headings, paragraphs, lists, tables, code.
  public static String html(String markdown) {
    var parser = Parser.builder().extensions(EXTENSIONS).build();
    return HtmlRenderer.builder()
        .extensions(EXTENSIONS)
        .escapeHtml(true)
        .sanitizeUrls(true)
        .attributeProviderFactory(context -> new HeadingIds())
        .build()
        .render(parser.parse(markdown));
  }

  /// Gives each heading of a page an id; a second one of the same words gets a number.
  private static final class HeadingIds implements AttributeProvider {
    private final TextContentRenderer text = TextContentRenderer.builder().build();
    private final Map<String, Integer> seen = new HashMap<>();

    @Override
    public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
      if (node instanceof Heading) {
        String words =
            text.render(node)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                .replace(' ', '-');
        int before = seen.merge(words, 1, Integer::sum) - 1;
        attributes.put("id", before == 0 ? words : words + "-" + before);
      }
    }
  }
}
