package groklab.study.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.phase.Verdict;
import groklab.study.sweep.Axis;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SliceTest {
  private static final String DECAY = "optimizer.weightDecay";
  private static final String SHARE = "task.trainFraction";
  private static final String WIDTH = "model.width";
  private static final String RATE = "optimizer.learningRate";
  private static final List<Axis> AXES =
      List.of(
          axis(DECAY, "0.1", "1.0", "10.0"),
          axis(SHARE, "0.3", "0.5"),
          axis(WIDTH + " " + RATE, "64 0.01", "64 0.001"));

  /// @param keys with spaces between them
  /// @param points likewise
  private static Axis axis(String keys, String... points) {
    return new Axis(
        List.of(keys.split(" ")),
        Arrays.stream(points).map(point -> List.of(point.split(" "))).toList());
  }

  /// The first rate memorises, the second groks.
  private static Outcome run(String decay, String share, String rate) {
    String[] settings = {DECAY, decay, SHARE, share, WIDTH, "64", RATE, rate};
    return rate.equals("0.01")
        ? Runs.memorised(0, settings)
        : Runs.grokked(0, 100, 1_000, settings);
  }

  private static List<Outcome> all() {
    List<Outcome> runs = new ArrayList<>();
    for (String decay : List.of("0.1", "1.0", "10.0")) {
      for (String share : List.of("0.3", "0.5")) {
        runs.add(run(decay, share, "0.01"));
        runs.add(run(decay, share, "0.001"));
      }
    }
    return runs;
  }

  private static Slice.Wish wish(String across, String upwards, Map<String, String> at) {
    return new Slice.Wish(Optional.of(across), Optional.of(upwards), at);
  }

  @Test
  void showsTheFirstTwoAxesAndHoldsTheOthersAtTheirFirstValues() {
    var slice = new Slice(AXES, Slice.Wish.NONE);
    PhaseDiagram diagram = slice.diagram(all());
    assertThat(diagram.across().key()).isEqualTo(DECAY);
    assertThat(diagram.upwards().orElseThrow().key()).isEqualTo(SHARE);
    assertThat(slice.held()).containsExactly(Map.entry(RATE, "0.01"));
    assertThat(diagram.fixed())
        .as("all keys of what is held")
        .containsExactly(Map.entry(WIDTH, "64"), Map.entry(RATE, "0.01"));
    assertThat(diagram.cells())
        .hasSize(6)
        .allSatisfy(cell -> assertThat(cell.verdict()).contains(Verdict.MEMORISATION));
  }

  @Test
  void holdsAnAxisWhereItIsToldTo() {
    var slice =
        new Slice(AXES, new Slice.Wish(Optional.empty(), Optional.empty(), Map.of(RATE, "1e-3")));
    assertThat(slice.held()).containsExactly(Map.entry(RATE, "0.001"));
    assertThat(slice.diagram(all()).cells())
        .hasSize(6)
        .allSatisfy(cell -> assertThat(cell.verdict()).contains(Verdict.GROKKING));
  }

  @Test
  void callsPairedKeysByTheOneThatTellsPlacesApart() {
    var slice = new Slice(AXES, wish(RATE, DECAY, Map.of(SHARE, "0.5")));
    PhaseDiagram diagram = slice.diagram(all());
    assertThat(diagram.across().texts()).containsExactly("0.001", "0.01");
    assertThat(slice.axes()).containsOnlyKeys(DECAY, SHARE, RATE);
    assertThat(diagram.cells()).hasSize(6);
    var both =
        new Slice(List.of(axis(WIDTH + " " + RATE, "64 0.1", "64 0.2", "8 0.1")), Slice.Wish.NONE);
    assertThat(both.axes().firstEntry().getKey()).isEqualTo(WIDTH + ", " + RATE);
    assertThat(both.axes().firstEntry().getValue()).containsExactly("64, 0.1", "64, 0.2", "8, 0.1");
  }

  @Test
  void coversTheWholeGridWhateverHasEnded() {
    var slice = new Slice(AXES, Slice.Wish.NONE);
    assertThat(slice.diagram(List.of()).columns()).isEqualTo(3);
    assertThat(slice.diagram(List.of()).cells()).isEmpty();
    PhaseDiagram one = slice.diagram(List.of(run("10.0", "0.5", "0.01")));
    assertThat(one.rows()).isEqualTo(2);
    assertThat(one.cells())
        .singleElement()
        .extracting(Cell::column, Cell::row)
        .containsExactly(2, 1);
  }

  @Test
  void leavesOutWhatLiesBetweenTheGridAndTellsWhereItLies() {
    var slice = new Slice(AXES, Slice.Wish.NONE);
    List<Outcome> runs = new ArrayList<>(all());
    assertThat(slice.spots(runs)).isEmpty();
    runs.add(run("3.0", "0.5", "0.01"));
    runs.add(run("3.0", "0.5", "0.001"));
    assertThat(slice.diagram(runs).cells()).hasSize(6);
    assertThat(slice.spots(runs)).hasSize(7);
    assertThat(slice.spots(runs).stream().filter(spot -> !spot.onGrid()))
        .singleElement()
        .satisfies(spot -> {
          assertThat(spot.across()).isEqualTo(3.0);
          assertThat(spot.upwards()).isEqualTo(0.5);
          assertThat(spot.cell().n()).isEqualTo(1);
        });
  }

  @Test
  void followsThePlaneThatFillsUnlessItWasTold() {
    var slice = new Slice(AXES, Slice.Wish.NONE);
    List<Outcome> runs =
        List.of(
            run("0.1", "0.3", "0.01"),
            run("0.1", "0.5", "0.01"),
            run("0.1", "0.3", "0.001"),
            run("0.1", "0.5", "7.0"));
    assertThat(slice.filling(runs.subList(0, 2)).held()).containsExactly(Map.entry(RATE, "0.01"));
    assertThat(slice.filling(runs).held())
        .as("the last on the grid")
        .containsExactly(Map.entry(RATE, "0.001"));
    assertThat(slice.filling(runs).diagram(runs).cells()).hasSize(1);
    assertThat(slice.filling(all()).held())
        .as("at the end all planes are full")
        .containsExactly(Map.entry(RATE, "0.01"));
    assertThat(slice.filling(List.of()).held()).containsExactly(Map.entry(RATE, "0.01"));
    var told = new Slice(AXES, wish(SHARE, DECAY, Map.of(RATE, "1e-2")));
    assertThat(told.filling(runs).held()).containsExactly(Map.entry(RATE, "0.01"));
    assertThat(told.filling(runs).diagram(runs).across().key()).isEqualTo(SHARE);
  }

  @Test
  void refinedRunsHaveCellsOfTheirOwnInTheRefinedDiagram() {
    var slice = new Slice(AXES, Slice.Wish.NONE);
    List<Outcome> runs = new ArrayList<>(all());
    runs.add(run("3.0", "0.5", "0.01"));
    runs.add(run("3.0", "0.5", "0.001"));
    PhaseDiagram refined = slice.refined(runs);
    assertThat(refined.across().texts()).containsExactly("0.1", "1.0", "3.0", "10.0");
    assertThat(refined.cells()).hasSize(7).allSatisfy(cell -> assertThat(cell.n()).isEqualTo(1));
    assertThat(refined.fixed()).isEqualTo(slice.diagram(runs).fixed());
  }

  @Test
  void refusesWhatTheSweepHasNot() {
    assertThatThrownBy(() -> new Slice(AXES, wish("x", SHARE, Map.of())))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "x is no axis of this sweep; expected one of optimizer.weightDecay, task.trainFraction,"
                + " optimizer.learningRate");
    assertThatThrownBy(() -> new Slice(AXES, wish(SHARE, SHARE, Map.of())))
        .hasMessageStartingWith("Both directions are task.trainFraction");
    assertThatThrownBy(() -> new Slice(AXES, wish(DECAY, SHARE, Map.of(RATE, "7"))))
        .hasMessage(
            "optimizer.learningRate is not 7 anywhere on the grid of this sweep; expected one of"
                + " 0.001, 0.01");
    assertThatThrownBy(() -> new Slice(AXES, wish(DECAY, SHARE, Map.of(SHARE, "0.3"))))
        .hasMessageStartingWith("task.trainFraction lies along the diagram");
  }
}
