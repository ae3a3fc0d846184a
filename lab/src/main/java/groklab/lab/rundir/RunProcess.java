package groklab.lab.rundir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A name for the process that writes a run, by which other processes of the same system can tell
/// that it is gone, without touching the run's [FolderLock]: who tries a lock holds it for an
/// instant, in which the run could not be resumed.
///
/// The name is `BOOT/NAMESPACE/PID/START`: which system since which boot, which of its worlds of
/// process numbers, the number, and when the process began, since numbers come again. Only Linux
/// tells these; elsewhere there is no name.
public final class RunProcess {
  private static final System.Logger LOG = System.getLogger(RunProcess.class.getName());
  private static final Path PROC = Path.of("/proc");
  private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");
  private static final Path NAMESPACE = PROC.resolve("self/ns/pid");

  /// Places in `/proc/PID/stat` behind the name of the program: the state, and the start in ticks
  /// since the boot.
  private static final int STATE = 0;

  private static final int START = 19;

  private RunProcess() {}

  /// This process; empty where the system does not tell.
  static Optional<String> here() {
    return of(ProcessHandle.current().pid());
  }

  /// A process of this system; empty if there is none of that number, or the system does not tell.
  public static Optional<String> of(long pid) {
    try {
      var system = system();
      var start = start(pid);
      return system.isPresent() && start.isPresent()
          ? Optional.of(system.get() + "/" + pid + "/" + start.get())
          : Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the system does not tell about process " + pid, e);
      return Optional.empty(); // a run does not fail for it: it is judged by its silence then
    }
  }

  /// Whether it is certain that a process has ended. Of another system's, as on a network disk,
  /// nothing is certain, nor where the system hides the processes of others.
  ///
  /// @param process a name as this class gives it
  public static boolean isGone(String process) {
    String[] parts = process.split("/");
    try {
      var system = system();
      if (parts.length != 4
          || !system.equals(Optional.of(parts[0] + "/" + parts[1]))
          || !Files.exists(PROC.resolve("1"))) {
        return false;
      }
      return !start(Long.parseLong(parts[2])).equals(Optional.of(parts[3]));
    } catch (IOException | NumberFormatException e) {
      LOG.log(System.Logger.Level.DEBUG, "it cannot be told whether " + process + " is gone", e);
      return false;
    }
  }

  private static Optional<String> system() throws IOException {
    if (!Files.isReadable(BOOT) || !Files.exists(NAMESPACE, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(BOOT).strip() + "/" + Files.readSymbolicLink(NAMESPACE));
  }

  /// When a process began, in the system's ticks; empty if it has ended, also when nobody has asked
  /// yet how it ended.
  private static Optional<String> start(long pid) throws IOException {
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return "ZX".contains(fields[STATE]) ? Optional.empty() : Optional.of(fields[START]);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
