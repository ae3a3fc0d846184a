package groklab.lab.measure.catalogue;

import groklab.lab.measure.Measure;
import java.util.List;

final class GroupMeasures {
  static final List<Measure> ALL = List.of();
}
