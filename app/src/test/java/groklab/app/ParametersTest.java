package groklab.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/// What a person can hold in the head: few parameters. Of a record the components are its data, not
/// an order to remember.
@AnalyzeClasses(packages = "groklab", importOptions = ImportOption.DoNotIncludeTests.class)
class ParametersTest {
  private static final int MOST = 7;

  /// Inner loops are called for each row of a block, some of them for each dozen elements: arrays
  /// and offsets travel in registers there; an object for each pair would have to be filled in at
  /// every call. Tiles of products, and what calls or packs them, read local variables alone, or
  /// the compiler keeps its vectors on the heap (see SimdFloatTile12).
  private static final Pattern INNER_LOOPS =
      Pattern.compile(
          "groklab\\.engine\\.f32\\.(loop\\.Float(Spans|Reductions|Mixtures)"
              + "|plain\\.PlainFloat(Spans|Reductions|Mixtures)"
              + "|simd\\.SimdFloat(Spans|Reductions|RowSums|Mixtures)"
              + "|simd\\.SimdFloat(Tile6|Tile12|Products|Packing))"
              + "(\\$.*)?");

  @ArchTest
  static final ArchRule NOTHING_TAKES_MORE_THAN_SEVEN_PARAMETERS =
      codeUnits().that(areWrittenByHand()).should(takeAtMost(MOST));

  /// Double precision is exchanged text, and templates become classes of their own.
  private static DescribedPredicate<JavaCodeUnit> areWrittenByHand() {
    return DescribedPredicate.describe(
        "are written by hand",
        unit -> {
          JavaClass owner = unit.getOwner();
          return !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
              && !(owner.isRecord() && unit.isConstructor())
              && !owner.isAnonymousClass()
              && !owner.getPackageName().startsWith("groklab.engine.f64")
              && !owner.getSimpleName().endsWith("Renderer")
              && !INNER_LOOPS.matcher(owner.getName()).matches();
        });
  }

  private static ArchCondition<JavaCodeUnit> takeAtMost(int most) {
    return new ArchCondition<>("take at most %d parameters", most) {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        int taken = unit.getRawParameterTypes().size() - hidden(unit);
        if (taken > most) {
          events.add(
              SimpleConditionEvent.violated(
                  unit, "%s takes %d parameters".formatted(unit.getFullName(), taken)));
        }
      }
    };
  }

  /// The compiler hands an enum's constructor its name and its place, an inner class' the object
  /// that it lies in.
  private static int hidden(JavaCodeUnit unit) {
    JavaClass owner = unit.getOwner();
    if (!unit.isConstructor()) {
      return 0;
    }
    return owner.isEnum() ? 2 : owner.isInnerClass() ? 1 : 0;
  }
}
