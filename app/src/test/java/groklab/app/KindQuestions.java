package groklab.app;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import groklab.lab.kind.OfKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.util.stream.Stream;

/// `instanceof`, a cast, or a case of a pattern switch that asks whether something is a certain
/// task, network, loss, update or criterion. Read from the class file, because ArchUnit does not
/// look into the cases of a switch.
final class KindQuestions extends ArchCondition<JavaClass> {
  KindQuestions() {
    super("ask for the class of a kind of another package");
  }

  @Override
  public void check(JavaClass asker, ConditionEvents events) {
    asked(asker)
        .filter(asked -> !asked.packageName().equals(asker.getPackageName()))
        .filter(KindQuestions::isKind)
        .forEach(asked ->
            events.add(
                SimpleConditionEvent.satisfied(
                    asker,
                    "%s asks for %s.%s"
                        .formatted(asker.getName(), asked.packageName(), asked.displayName()))));
  }

  private static Stream<ClassDesc> asked(JavaClass asker) {
    try (var in = asker.getSource().orElseThrow().getUri().toURL().openStream()) {
      return ClassFile.of().parse(in.readAllBytes()).methods().stream()
          .flatMap(method -> method.code().stream())
          .flatMap(code -> code.elementList().stream())
          .flatMap(KindQuestions::asked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ClassDesc> asked(CodeElement element) {
    return switch (element) {
      case TypeCheckInstruction check -> Stream.of(check.type().asSymbol());
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
