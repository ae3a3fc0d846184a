package groklab.engine.plan;

import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Tiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compiles nodes into a [Plan]: instructions, waves, blocks and a place for every value.
final class Planner {
  /// Rows of a block of a chain, at most. Few enough that a block's values and the weights they
  /// meet stay in a core's second-level cache; many enough that each weight read is used often.
  private static final int BLOCK_ROWS = 13 * Tiles.ROWS;

  /// A chain of at most this many blocks for each worker is cut into equal shares.
  private static final int FEW_BLOCKS = 4;

  private final ParameterLayout layout;
  private final Lowering lowering;
  private final Map<Integer, Place> places = new HashMap<>();

  private final int workers;

  private Planner(ParameterLayout layout, Lowering lowering, int workers) {
    this.layout = layout;
    this.lowering = lowering;
    this.workers = workers;
  }

  /// A plan that computes `outputs` (to be read by name) and writes `stores` to the session's slots
  /// after everything has been read. The number of `workers` decides how the work is cut, and
  /// nothing else: any number of them can run it, with the same bits.
  static Plan compile(
      ParameterLayout layout, Map<String, Node> outputs, Map<Slot.Part, Node> stores, int workers) {
    List<Node> roots = new ArrayList<>(outputs.values());
    roots.addAll(stores.values());
    Planner planner = new Planner(layout, Lowering.of(roots), workers);
    return planner.plan(outputs, stores);
  }

  private Plan plan(Map<String, Node> outputs, Map<Slot.Part, Node> stores) {
    lowering.held.forEach((v, part) -> places.put(v.id(), place(part, v.rows(), v.cols())));
    List<Instruction> last = placeStores(stores);
    lowering.packNumbers.forEach((v, n) -> places.put(v.id(), new Place.Packed(n)));

    Map<String, Value> read = new LinkedHashMap<>();
    outputs.forEach((name, node) -> read.put(name, lowering.valueOf(node)));
    Set<Integer> leaves = leaves();
    List<Scheduler.Draft> drafts =
        new ArrayList<>(Scheduler.schedule(lowering.instructions, leaves));
    drafts.addAll(Scheduler.schedule(last, everything(leaves)));
    MemoryPlan memory = new MemoryPlan(places, kept(read));
    memory.reserve(lowering.fills.stream().map(Plan.Fill::value).toList());
    memory.reserve(lowering.inputs.values());
    List<Wave> waves = memory.place(drafts, this::blockUnits);
    return new Plan(
        waves,
        table(),
        List.copyOf(lowering.indexes),
        List.copyOf(lowering.rowSums),
        List.copyOf(lowering.packs),
        List.copyOf(lowering.fills),
        Map.copyOf(lowering.inputs),
        read,
        memory.arenaLength(),
        lowering.productFlop);
  }

  private Place place(Slot.Part part, int rows, int cols) {
    ParameterLayout.View view = layout.view(part.parameter());
    if (view.rows() != rows || view.cols() != cols) {
      throw new IllegalArgumentException(
          "parameter %s is [%d, %d] in the layout but [%d, %d] in the graph"
              .formatted(part.parameter(), view.rows(), view.cols(), rows, cols));
    }
    return new Place.Held(part.slot(), view.offset());
  }

  /// A stored value is made in place where it is stored once and nobody reads what was there before
  /// it; otherwise it is copied.
  ///
  /// @return the copies that must wait until everything has been read
  private List<Instruction> placeStores(Map<Slot.Part, Node> stores) {
    Set<Integer> made = new HashSet<>();
    lowering.instructions.forEach(i -> i.outs().forEach(v -> made.add(v.id())));
    Map<Integer, Slot.Part> read = new HashMap<>();
    lowering.held.forEach((v, part) -> read.put(v.id(), part));
    List<Instruction> last = new ArrayList<>();
    stores.forEach((part, node) -> {
      Value v = lowering.valueOf(node);
      Place place = place(part, v.rows(), v.cols());
      boolean fresh = !read.containsValue(part);
      if (fresh && made.contains(v.id()) && !places.containsKey(v.id())) {
        places.put(v.id(), place);
      } else {
        Slot.Part from = read.get(v.id());
        Value safe = from != null && stores.containsKey(from) ? copied(v) : v;
        Value copy = lowering.fresh(v.rows(), v.cols());
        places.put(copy.id(), place);
        (fresh ? lowering.instructions : last).add(new Instruction.Copy(copy, safe));
      }
    });
    return last;
  }

  /// A copy of what a slot holds when the plan begins.
  private Value copied(Value held) {
    Value copy = lowering.fresh(held.rows(), held.cols());
    lowering.instructions.add(new Instruction.Copy(copy, held));
    return copy;
  }

  private Set<Integer> everything(Set<Integer> leaves) {
    Set<Integer> all = new HashSet<>(leaves);
    lowering.instructions.forEach(i -> i.outs().forEach(v -> all.add(v.id())));
    return all;
  }

  private Set<Integer> leaves() {
    Set<Integer> leaves = new HashSet<>();
    lowering.held.keySet().forEach(v -> leaves.add(v.id()));
    lowering.fills.forEach(f -> leaves.add(f.value().id()));
    lowering.inputs.values().forEach(v -> leaves.add(v.id()));
    return leaves;
  }

  private static Set<Integer> kept(Map<String, Value> outputs) {
    Set<Integer> kept = new HashSet<>();
    outputs.values().forEach(v -> kept.add(v.id()));
    return kept;
  }

  private List<Place> table() {
    List<Place> table = new ArrayList<>();
    for (int id = 0; id < lowering.values; id++) {
      table.add(places.getOrDefault(id, new Place.Arena(0)));
    }
    return table;
  }

  /// Units per block of a chain. Rows are counted at its products, if it has any, because these
  /// cost most.
  private int blockUnits(Scheduler.Group group) {
    int rowsPerUnit = 1;
    boolean products = group.instructions.stream().anyMatch(Instruction.Product.class::isInstance);
    for (Instruction i : group.instructions) {
      if (i instanceof Instruction.Product || !products) {
        rowsPerUnit = Math.max(rowsPerUnit, i.out().rows() / group.units);
      }
    }
    int most = Math.max(1, BLOCK_ROWS / rowsPerUnit);
    int blocks = ceiling(group.units, most);
    int tile = Tiles.ROWS;
    if (blocks <= FEW_BLOCKS * workers) {
      blocks = ceiling(blocks, workers) * workers;
      tile = Tiles.FEW_ROWS; // equal shares matter more than full tiles
    }
    int units = ceiling(group.units, blocks);
    return rowsPerUnit > 1 || units <= Tiles.ROWS ? units : ceiling(units, tile) * tile;
  }

  private static int ceiling(int a, int b) {
    return (a + b - 1) / b;
  }
}
