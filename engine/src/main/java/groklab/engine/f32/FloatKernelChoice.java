package groklab.engine.f32;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// Chooses the kernels once per process.
final class FloatKernelChoice {
  private static final System.Logger LOG = System.getLogger("groklab.engine.kernels");

  private static @Nullable FloatKernels preferred;

  private FloatKernelChoice() {}

  /// What the system property says, decided at the first call.
  static synchronized FloatKernels preferred() {
    FloatKernels kernels = preferred;
    if (kernels == null) {
      kernels = choose(System.getProperty("groklab.kernels", ""));
      preferred = kernels;
    }
    return kernels;
  }

  /// The kernels for a value of the property `groklab.kernels`; empty means SIMD where it exists.
  ///
  /// @throws IllegalArgumentException for any value but `plain`, `simd` and the empty one
  /// @throws IllegalStateException if `simd` is demanded and absent
  static FloatKernels choose(String wanted) {
    return switch (wanted) {
      case "plain" -> FloatKernels.plain();
      case "simd" -> simd(true);
      case "" -> simd(false);
      default ->
          throw new IllegalArgumentException(
              "The system property groklab.kernels is '"
                  + wanted
                  + "'; write plain or simd, or leave it out.");
    };
  }

  private static FloatKernels simd(boolean demanded) {
    try {
      return FloatKernels.simd();
    } catch (LinkageError absent) {
      String why =
          "The Java Vector API is absent ("
              + absent
              + "); start Java with --add-modules jdk.incubator.vector.";
      if (demanded) {
        throw new IllegalStateException(why, absent);
      }
      LOG.log(Level.WARNING, "{0} Plain kernels are used, which are many times slower.", why);
      return FloatKernels.plain();
    }
  }
}
