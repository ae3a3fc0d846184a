package groklab.app;

import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import groklab.lab.control.ControllerSpec;
import groklab.lab.kind.Kinds;
import groklab.lab.kind.OfKind;
import groklab.lab.loss.Loss;
import groklab.lab.model.ModelSpec;
import groklab.lab.problem.TaskSpec;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.StageSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// `instanceof`, a cast, a class, a case of a pattern switch, or a comparison of names that asks
/// whether something is a certain task, network, loss, update or criterion. Read from the class
/// file, because ArchUnit does not look into the cases of a switch.
///
/// Names of criteria are not looked for: one is called as a measure is, `accuracy`.
final class KindQuestions extends ArchCondition<JavaClass> {
  KindQuestions() {
    super("ask for the class of a kind of another package");
  }

  private static final Set<String> NAMES =
      Stream.of(
              TaskSpec.class,
              ModelSpec.class,
              Loss.class,
              OptimizerSpec.class,
              StageSpec.class,
              ControllerSpec.class)
          .flatMap(role -> Kinds.names(role).stream())
          .collect(toSet());

  @Override
  public void check(JavaClass asker, ConditionEvents events) {
    comparedNames(asker)
        .forEach(name ->
            events.add(
                SimpleConditionEvent.satisfied(
                    asker, "%s compares with the name %s".formatted(asker.getName(), name))));
    code(asker)
        .flatMap(List::stream)
        .flatMap(KindQuestions::asked)
        .filter(asked -> !asked.packageName().equals(asker.getPackageName()))
        .filter(KindQuestions::isKind)
        .forEach(asked ->
            events.add(
                SimpleConditionEvent.satisfied(
                    asker,
                    "%s asks for %s.%s"
                        .formatted(asker.getName(), asked.packageName(), asked.displayName()))));
  }

  /// A switch over texts compares with `equals` too, behind their hash codes.
  private static Stream<String> comparedNames(JavaClass asker) {
    var names = new ArrayList<String>();
    code(asker)
        .forEach(code -> {
          for (int i = 1; i < code.size(); i++) {
            if (code.get(i - 1) instanceof LoadConstantInstruction load
                && load.constantEntry().constantValue() instanceof String name
                && NAMES.contains(name)
                && code.get(i) instanceof InvokeInstruction call
                && call.name().equalsString("equals")) {
              names.add(name);
            }
          }
        });
    return names.stream();
  }

  /// The instructions of each method.
  private static Stream<List<Instruction>> code(JavaClass asker) {
    try (var in = asker.getSource().orElseThrow().getUri().toURL().openStream()) {
      return ClassFile.of().parse(in.readAllBytes()).methods().stream()
          .flatMap(method -> method.code().stream())
          .map(code ->
              code.elementList().stream()
                  .filter(Instruction.class::isInstance)
                  .map(Instruction.class::cast)
                  .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ClassDesc> asked(Instruction instruction) {
    return switch (instruction) {
      case TypeCheckInstruction check -> Stream.of(check.type().asSymbol());
      case LoadConstantInstruction load
          when load.constantEntry().constantValue() instanceof ClassDesc type ->
          Stream.of(type);
      case InvokeDynamicInstruction call
          when call.bootstrapMethod().methodName().equals("typeSwitch") ->
          call.bootstrapArgs().stream()
              .filter(ClassDesc.class::isInstance)
              .map(ClassDesc.class::cast);
      default -> Stream.empty();
    };
  }

  /// Whether it is a class of our own that implements a role; the roles themselves are interfaces.
  private static boolean isKind(ClassDesc type) {
    if (!type.packageName().startsWith("groklab.")) {
      return false;
    }
    try {
      var found =
          Class.forName(
              type.packageName() + "." + type.displayName(),
              false,
              KindQuestions.class.getClassLoader());
      return !found.isInterface() && OfKind.class.isAssignableFrom(found);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
