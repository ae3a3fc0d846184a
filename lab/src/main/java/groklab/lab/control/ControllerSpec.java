package groklab.lab.control;

import groklab.lab.kind.OfKind;
import java.util.List;

/// A rule that decides while a run goes on, `[[controller]]`: from each recorded probe to what is
/// changed before the next update. The role of controllers.
///
/// It never sees what the network does on examples that it is not trained on. What it decides is a
/// function of the spec and of the recorded probes, so a run that is killed and resumed, or
/// repeated, decides the same.
public interface ControllerSpec extends OfKind {

  /// What it reads besides how well the training set is fitted: names of recorded values, none of
  /// which is made of examples outside the training set.
  List<String> reads();

  /// The keys of the spec that it may change, in `[optimizer]` or `[training]`.
  List<String> sets();

  /// It at the beginning of a run.
  Controller begin();
}
