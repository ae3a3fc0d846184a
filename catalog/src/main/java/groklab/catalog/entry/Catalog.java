package groklab.catalog.entry;

import groklab.catalog.Entry;
import groklab.catalog.beyond.Kumar2023;
import groklab.catalog.beyond.Levi2023;
import groklab.catalog.beyond.Lyu2023;
import groklab.catalog.beyond.Miller2023;
import groklab.catalog.beyond.OmnigrokDigits;
import groklab.catalog.beyond.Zunkovic2022;
import groklab.catalog.faster.Lee2024;
import groklab.catalog.faster.Pasand2025;
import groklab.catalog.general.Deck;
import groklab.catalog.general.Mirage;
import groklab.catalog.general.SeedDelayLaw;
import groklab.catalog.general.SeedGoldilocks;
import groklab.catalog.general.SeedNorm;
import groklab.catalog.general.SeedOrder;
import groklab.catalog.general.SeedWhen;
import groklab.catalog.numeric.Prieto2025;
import groklab.catalog.numeric.Thilak2022;
import groklab.catalog.skill.Edelman2024;
import groklab.catalog.skill.Li2025;
import groklab.catalog.skill.Michaud2023;
import groklab.lab.kind.SpecException;
import java.util.List;

/// All entries there are, in the order of their years.
public final class Catalog {
  private Catalog() {}

  public static List<Entry> entries() {
    return List.of(
        Power2022.entry(),
        Liu2022.entry(),
        Barak2022.entry(),
        Omnigrok.entry(),
        OmnigrokDigits.entry(),
        Zunkovic2022.entry(),
        Thilak2022.entry(),
        Nanda2023.entry(),
        Gromov2023.entry(),
        Chughtai2023.entry(),
        Merrill2023.entry(),
        Michaud2023.entry(),
        Edelman2024.entry(),
        Zhong2023.entry(),
        Varma2023.entry(),
        Doshi2023.entry(),
        Stander2023.entry(),
        Miller2023.entry(),
        Kumar2023.entry(),
        Levi2023.entry(),
        Lyu2023.entry(),
        Lee2024.entry(),
        Li2025.entry(),
        Prieto2025.entry(),
        Pasand2025.entry(),
        Mirage.entry(),
        Deck.entry(),
        SeedGoldilocks.entry(),
        SeedDelayLaw.entry(),
        SeedWhen.entry(),
        SeedOrder.entry(),
        SeedNorm.entry());
  }

  /// @throws SpecException if there is none of that id
  public static Entry find(String id) {
    return entries().stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new SpecException(
                "The catalog has no system %s; expected one of %s"
                    .formatted(id, String.join(", ", ids()))));
  }

  public static List<String> ids() {
    return entries().stream().map(Entry::id).toList();
  }
}
