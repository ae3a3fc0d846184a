package groklab.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.implement;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import groklab.lab.model.Network;

/// The arrows between modules and packages point down only; see ARCHITECTURE.md. Rules may be empty
/// where a package does not exist yet.
@AnalyzeClasses(packages = "groklab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

  @ArchTest
  static final ArchRule ENGINE_STANDS_ON_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage("groklab.engine..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "groklab.engine..",
              "java..",
              "jdk.incubator.vector..",
              "jdk.jfr..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule LAB_KNOWS_NO_MEASURE_AND_NO_VIEW =
      noClasses()
          .that()
          .resideInAPackage("groklab.lab..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "groklab.measures..", "groklab.web..", "groklab.app..", "groklab.bench..");

  @ArchTest
  static final ArchRule MEASURES_KNOW_NO_VIEW =
      noClasses()
          .that()
          .resideInAPackage("groklab.measures..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("groklab.web..", "groklab.app..", "groklab.bench..");

  /// It hands out what is below it; whoever looks at a run looks at the run.
  @ArchTest
  static final ArchRule NOBODY_OF_OURS_STANDS_ON_THE_API =
      noClasses()
          .that()
          .resideOutsideOfPackage("groklab.api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("groklab.api..");

  @ArchTest
  static final ArchRule THE_API_KNOWS_NO_VIEW =
      noClasses()
          .that()
          .resideInAPackage("groklab.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("groklab.web..", "groklab.app..", "groklab.bench..");

  @ArchTest
  static final ArchRule WEB_DOES_NOT_KNOW_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideInAPackage("groklab.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("groklab.app..", "groklab.bench..")
          .allowEmptyShould(true);

  /// Whoever reads, trains or shows a run knows the contracts of `lab`. Since nobody can name a
  /// kind, nobody can ask whether something is one.
  @ArchTest
  static final ArchRule NOBODY_KNOWS_A_KIND_BY_ITS_CLASS =
      noClasses()
          .that()
          .resideInAPackage("groklab..")
          .and()
          .resideOutsideOfPackages("groklab.zoo..", "groklab.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "groklab.zoo.task..",
              "groklab.zoo.model..",
              "groklab.zoo.loss..",
              "groklab.zoo.update..");

  @ArchTest
  static final ArchRule KINDS_OF_ONE_ROLE_DO_NOT_KNOW_THOSE_OF_ANOTHER =
      slices().matching("groklab.zoo.(*)..").should().notDependOnEachOther();

  /// Kinds of the zoo cannot even be named outside; what the lab itself brings, accuracy and loss
  /// share, can.
  @ArchTest
  static final ArchRule NOBODY_ASKS_WHICH_KIND_IT_IS =
      noClasses()
          .that()
          .resideInAPackage("groklab..")
          .and()
          .resideOutsideOfPackage("groklab.bench..")
          .should(new KindQuestions());

  /// They draw and write what is computed below them.
  @ArchTest
  static final ArchRule VIEWS_COMPUTE_NOTHING =
      noClasses()
          .that()
          .resideInAnyPackage("groklab.web..", "groklab.app..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "groklab.measures..",
                      "groklab.engine..",
                      "groklab.lab.linear..",
                      "groklab.lab.measure.function..",
                      "org.hipparchus..",
                      "org.apache.commons.statistics..",
                      "org.ojalgo..")
                  .and(not(resideInAPackage("groklab.measures.frame.."))));

  /// What they want to know of a network they ask its anatomy; `stored` builds the one that it
  /// loads weights into.
  @ArchTest
  static final ArchRule MEASURES_KNOW_NO_NETWORK_CLASS =
      noClasses()
          .that()
          .resideInAnyPackage("groklab.measures..", "groklab.lab.measure..")
          .and()
          .resideOutsideOfPackage("groklab.lab.measure.stored..")
          .should()
          .dependOnClassesThat(implement(Network.class).or(nameMatching(".*\\.ModelSpec(\\$.*)?")));

  @ArchTest
  static final ArchRule NOTHING_DEPENDS_ON_BENCH =
      noClasses()
          .that()
          .resideOutsideOfPackage("groklab.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("groklab.bench..");

  @ArchTest
  static final ArchRule KERNELS_KNOW_NOTHING_ABOVE_THEM =
      noClasses()
          .that()
          .resideInAnyPackage("groklab.engine.kernel..", "groklab.engine.random..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "groklab.engine.f32..",
              "groklab.engine.f64..",
              "groklab.engine.exec..",
              "groklab.engine.graph..",
              "groklab.engine.plan..");

  /// The double-precision package is the single-precision one with the words exchanged; what both
  /// need in double precision (the loss) lies there.
  @ArchTest
  static final ArchRule DOUBLE_PRECISION_DOES_NOT_KNOW_SINGLE =
      noClasses()
          .that()
          .resideInAPackage("groklab.engine.f64..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("groklab.engine.f32..");

  @ArchTest
  static final ArchRule A_PLAN_IS_DATA_AND_KNOWS_NO_EXECUTOR =
      noClasses()
          .that()
          .resideInAPackage("groklab.engine.plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "groklab.engine.exec..", "groklab.engine.f32..", "groklab.engine.f64..");

  @ArchTest
  static final ArchRule WHAT_RUNS_PLANS_KNOWS_NO_NUMBER_TYPE =
      noClasses()
          .that()
          .resideInAPackage("groklab.engine.exec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("groklab.engine.f32..", "groklab.engine.f64..");

  @ArchTest
  static final ArchRule KERNELS_KNOW_NO_PLAN =
      noClasses()
          .that()
          .resideInAnyPackage("groklab.engine.f32..", "groklab.engine.f64..")
          .and()
          .resideOutsideOfPackages("groklab.engine.f32.exec..", "groklab.engine.f64.exec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("groklab.engine.plan..", "groklab.engine.exec..");

  /// Everyone else compiles through `Program`.
  @ArchTest
  static final ArchRule ONLY_THE_ENGINE_SIMPLIFIES_AND_DIFFERENTIATES =
      noClasses()
          .that()
          .resideOutsideOfPackage("groklab.engine..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("groklab.engine.graph.Simplifier")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("groklab.engine.graph.Gradients");

  @ArchTest
  static final ArchRule A_GRAPH_IS_DATA_AND_KNOWS_NO_EXECUTOR =
      noClasses()
          .that()
          .resideInAPackage("groklab.engine.graph..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "groklab.engine.plan..", "groklab.engine.f32..", "groklab.engine.f64..")
          .allowEmptyShould(true);

  /// Each package by itself, wherever it lies.
  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CIRCLE =
      slices().matching("groklab.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ROOMS_OF_THE_ENGINE_FORM_NO_CIRCLE =
      slices().matching("groklab.engine.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ROOMS_OF_THE_LAB_FORM_NO_CIRCLE =
      slices().matching("groklab.lab.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule WORDS_FOR_PHASES_KNOW_NOTHING_THAT_FINDS_THEM =
      noClasses()
          .that()
          .resideInAPackage("groklab.lab.phase")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("groklab.lab.phase.timeline", "groklab.lab.phase.detector");

  @ArchTest
  static final ArchRule THE_TIMELINE_KNOWS_NO_DETECTOR =
      noClasses()
          .that()
          .resideInAPackage("groklab.lab.phase.timeline")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("groklab.lab.phase.detector");

  @ArchTest
  static final ArchRule THE_CONSOLE_DOES_NOT_KNOW_COMMANDS =
      noClasses()
          .that()
          .resideInAPackage("groklab.app.console..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("groklab.app");
}
