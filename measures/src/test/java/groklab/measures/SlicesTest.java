package groklab.measures;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/// A slice holds all of a kind of measures and knows no other; what two need is in `common`.
@AnalyzeClasses(
    packages = {"groklab.measures", "groklab.lab.measure"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class SlicesTest {
  private static final String ROOT = "groklab.measures.";

  @ArchTest
  static final ArchRule NO_SLICE_KNOWS_ANOTHER =
      slices().assignedFrom(new Kinds()).should().notDependOnEachOther();

  @ArchTest
  static final ArchRule COMMON_KNOWS_NO_SLICE =
      noClasses()
          .that()
          .resideInAPackage("groklab.measures.common..")
          .should()
          .dependOnClassesThat(
              new DescribedPredicate<>("lie in a slice") {
                @Override
                public boolean test(JavaClass type) {
                  return new Kinds().isInSlice(type);
                }
              });

  @ArchTest
  static final ArchRule PACKAGES_OF_MEASURES_FORM_NO_CIRCLE =
      slices().matching("groklab.measures.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PACKAGES_OF_THE_CONTRACT_FORM_NO_CIRCLE =
      slices().assignedFrom(new Packages()).should().beFreeOfCycles();

  /// The packages directly below the root, without what they share and what is made of them.
  private static final class Kinds implements SliceAssignment {
    boolean isInSlice(JavaClass type) {
      String name = type.getPackageName();
      return name.startsWith(ROOT)
          && !name.startsWith(ROOT + "common")
          && !name.startsWith(ROOT + "frame");
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return isInSlice(type)
          ? SliceIdentifier.of(type.getPackageName().substring(ROOT.length()).split("\\.")[0])
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "slices of measures";
    }
  }

  private static final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("groklab.lab.measure")
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages of the contract";
    }
  }
}
