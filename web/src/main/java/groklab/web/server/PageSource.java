package groklab.web.server;

import java.util.List;

/// Where the pages come from that say what a name means, such as those of `groklab explain`.
@FunctionalInterface
public interface PageSource {

  /// @return the pages of a name in Markdown, most often one; empty if nothing has that name
  List<String> find(String name);
}
