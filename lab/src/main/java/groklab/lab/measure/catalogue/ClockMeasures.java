package groklab.lab.measure.catalogue;
import groklab.lab.measure.Measure;
import java.util.List;
final class ClockMeasures { static final List<Measure> ALL = List.of(); }
