package groklab.app.proof;

import groklab.lab.kind.Kind;
import groklab.lab.kind.KindProvider;
import java.util.List;

/// Kinds that only tests know: what it takes to add one is one file, its page and one line here.
public final class ProofKinds implements KindProvider {

  @Override
  public List<Kind<?>> kinds() {
    return List.of(
        Waves.KIND, TanhNet.KIND, Quartic.KIND, SignDescent.KIND, RSquared.KIND, Runaway.KIND);
  }
}
