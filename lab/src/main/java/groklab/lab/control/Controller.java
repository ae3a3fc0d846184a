package groklab.lab.control;

import java.util.List;

/// A controller in one run, shown one probe after another. Its state is a function of what it was
/// shown and of nothing else.
public interface Controller {

  /// @return what it wants changed before the next update; empty = all may go on as it is
  List<Decision> decide(Sight sight);
}
