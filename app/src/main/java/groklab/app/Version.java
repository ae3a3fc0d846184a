package groklab.app;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The line of `groklab --version`: ours, the JDK's and the operating system's.
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String java = Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return new String[] {"groklab " + groklab() + ", JDK " + java + ", " + system};
  }

  /// Empty module version (classes outside a jar, as in tests) reads `development`.
  private static String groklab() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("development");
  }
}
