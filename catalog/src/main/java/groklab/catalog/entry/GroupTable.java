package groklab.catalog.entry;

import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.SymmetricGroup;
import groklab.lab.spec.SpecReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// S_n as the task `permutations` has it, for calculations of claims about groups.
///
/// @param elements images of 0..n-1, by element number
/// @param products of the left and right element, left factor first
record GroupTable(int[][] elements, AnswerTable products) {

  static GroupTable symmetric(int degree) {
    Problem problem =
        new SpecReader()
            .parse(
                "name = \"table\"", List.of("task.kind=\"permutations\"", "task.degree=" + degree))
            .task()
            .problem(0);
    return new GroupTable(
        problem.facet(SymmetricGroup.class).orElseThrow().elements(),
        problem.facet(Pairs.class).orElseThrow().table());
  }

  int order() {
    return elements.length;
  }

  int times(int left, int right) {
    return products.answer(products.example(left, right));
  }

  /// The one that leaves all in place: permutations are numbered in lexicographic order.
  int identity() {
    return 0;
  }

  int inverse(int element) {
    int other = 0;
    while (times(element, other) != identity()) {
      other++;
    }
    return other;
  }

  /// Points that stay in place, less one: the character of the standard representation.
  int standard(int element) {
    int fixed = 0;
    for (int i = 0; i < elements[element].length; i++) {
      fixed += elements[element][i] == i ? 1 : 0;
    }
    return fixed - 1;
  }

  /// 1 if even, -1 if odd.
  int sign(int element) {
    int[] images = elements[element];
    int sign = 1;
    for (int i = 0; i < images.length; i++) {
      for (int j = i + 1; j < images.length; j++) {
        sign *= images[i] > images[j] ? -1 : 1;
      }
    }
    return sign;
  }

  /// All subgroups, the trivial one and the whole among them: those already found are joined with
  /// each element until there are no new ones.
  Set<BitSet> subgroups() {
    Set<BitSet> found = new LinkedHashSet<>();
    Deque<BitSet> open = new ArrayDeque<>();
    BitSet trivial = new BitSet();
    trivial.set(identity());
    found.add(trivial);
    open.add(trivial);
    while (!open.isEmpty()) {
      BitSet small = open.remove();
      for (int g = small.nextClearBit(0); g < order(); g = small.nextClearBit(g + 1)) {
        BitSet larger = generated(small, g);
        if (found.add(larger)) {
          open.add(larger);
        }
      }
    }
    return found;
  }

  private BitSet generated(BitSet subgroup, int element) {
    BitSet generators = (BitSet) subgroup.clone();
    generators.set(element);
    BitSet all = new BitSet();
    all.set(identity());
    Deque<Integer> open = new ArrayDeque<>(List.of(identity()));
    while (!open.isEmpty()) {
      int g = open.remove();
      generators.stream()
          .map(h -> times(g, h))
          .filter(product -> !all.get(product))
          .forEach(product -> {
            all.set(product);
            open.add(product);
          });
    }
    return all;
  }

  /// Number of each element's coset: gH, or Hg.
  int[] cosets(BitSet subgroup, boolean left) {
    int[] coset = new int[order()];
    Arrays.fill(coset, -1);
    for (int g = 0; g < order(); g++) {
      if (coset[g] < 0) {
        int number = g;
        int representative = g;
        subgroup.stream()
            .map(h -> left ? times(representative, h) : times(h, representative))
            .forEach(member -> coset[member] = number);
      }
    }
    return coset;
  }
}
