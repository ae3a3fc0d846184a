package groklab.app.process;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Ctrl-C (SIGINT), `kill` (SIGTERM) and a closed terminal (SIGHUP) as a request to stop: true
/// after the first of them, and the second one ends the process at once with exit code 130. Closing
/// it gives the signals back.
///
/// A shutdown hook would not do: once the JVM is shutting down it ignores a second signal.
/// `sun.misc.Signal`, which the JDK exports for this purpose, is reached by reflection because
/// javac warns of it and cannot be told not to.
public final class StopSignals implements BooleanSupplier, AutoCloseable {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private final Runnable onFirst;
  private final List<Registration> before = new ArrayList<>();
  private volatile boolean requested;

  /// A signal and whoever handled it before.
  private record Registration(Object signal, Object handler) {}

  /// @param onFirst told of the first signal, on a thread of the JVM
  public StopSignals(Runnable onFirst) {
    this.onFirst = onFirst;
    Object handler = handler();
    for (String name : NAMES) {
      register(name, handler).ifPresent(before::add);
    }
  }

  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  @Override
  public void close() {
    before.forEach(b -> handle(b.signal(), b.handler()));
  }

  private synchronized void received() {
    if (requested) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    requested = true;
    onFirst.run();
  }

  /// [#received] as a `sun.misc.SignalHandler`.
  private Object handler() {
    try {
      MethodHandle received =
          MethodHandles.publicLookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo((Runnable) this::received);
      return MethodHandleProxies.asInterfaceInstance(
          type("sun.misc.SignalHandler"),
          MethodHandles.dropArguments(received, 0, type("sun.misc.Signal")));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a Runnable without run()", e);
    }
  }

  /// Empty where the JVM was told to leave signals alone (`-Xrs`), and where the system does not
  /// know the signal.
  private static Optional<Registration> register(String name, Object handler) {
    try {
      Object signal = type("sun.misc.Signal").getConstructor(String.class).newInstance(name);
      return Optional.of(new Registration(signal, handle(signal, handler)));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.getLogger(StopSignals.class.getName())
          .log(System.Logger.Level.INFO, "the signal {0} is not handled: {1}", name, e);
      return Optional.empty();
    }
  }

  /// The handler before.
  private static Object handle(Object signal, Object handler) {
    try {
      return type("sun.misc.Signal")
          .getMethod("handle", signal.getClass(), type("sun.misc.SignalHandler"))
          .invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot handle " + signal, e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this Java runtime lacks the module jdk.unsupported", e);
    }
  }
}
