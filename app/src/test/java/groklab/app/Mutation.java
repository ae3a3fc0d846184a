package groklab.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/// One change of one file, chosen by a seed, that can be taken back.
final class Mutation {

  /// What is done to a file.
  enum Way {
    FLIP,
    BYTE,
    CUT,
    EXTEND,
    SWAP,
    DROP,
    DELETE,
    DIRECTORY,
    LINK,
    PIPE;

    /// Whether the file stays, with other bytes.
    boolean changesBytes() {
      return !EnumSet.of(DELETE, DIRECTORY, LINK, PIPE).contains(this);
    }
  }

  private final Path file;
  private final Way way;
  private final byte[] before;
  private final Path aside;
  private String what = "";

  private Mutation(Path file, Way way, byte[] before, Path aside) {
    this.file = file;
    this.way = way;
    this.before = before;
    this.aside = aside;
  }

  /// Changes a file.
  ///
  /// @param pipe a named pipe that may stand in its place
  /// @param aside a place for it where it may be linked to
  static Mutation apply(Path file, Way way, SplittableRandom random, Path pipe, Path aside)
      throws IOException {
    var mutation = new Mutation(file, way, Files.readAllBytes(file), aside);
    switch (way) {
      case DELETE -> Files.delete(file);
      case DIRECTORY -> {
        Files.delete(file);
        Files.createDirectory(file);
      }
      case LINK -> {
        Files.move(file, aside);
        Files.createSymbolicLink(file, aside);
      }
      case PIPE -> {
        Files.delete(file);
        Files.createLink(file, pipe);
      }
      case FLIP, BYTE, CUT, EXTEND, SWAP, DROP -> Files.write(file, mutation.changed(random));
    }
    return mutation;
  }

  private byte[] changed(SplittableRandom random) {
    int size = before.length;
    byte[] now = before.clone();
    int at = position(random, size);
    what = " at " + at;
    return switch (way) {
      case FLIP -> {
        now[at] ^= (byte) (1 << random.nextInt(8));
        yield now;
      }
      case BYTE -> {
        now[at] += (byte) (1 + random.nextInt(255));
        yield now;
      }
      case CUT -> Arrays.copyOf(now, at);
      case EXTEND ->
          isOfLines()
              ? extended(random)
              : random(Arrays.copyOf(now, size + 1 + at % 20), size, random);
      case SWAP -> isOfLines() ? swapped(random) : swapped(now, at, random);
      case DROP -> {
        int to = Math.min(size, at + 1 + random.nextInt(40));
        byte[] shorter = Arrays.copyOf(now, size - (to - at));
        System.arraycopy(now, to, shorter, at, size - to);
        yield isOfLines() ? dropped(random) : shorter;
      }
      case DELETE, DIRECTORY, LINK, PIPE -> throw new IllegalStateException(way.toString());
    };
  }

  /// The ends of a file as often as all that lies between.
  private static int position(SplittableRandom random, int size) {
    int near = random.nextInt(Math.min(64, size));
    return switch (random.nextInt(4)) {
      case 0 -> near;
      case 1 -> size - 1 - near;
      default -> random.nextInt(size);
    };
  }

  private static byte[] random(byte[] bytes, int from, SplittableRandom random) {
    for (int i = from; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static byte[] swapped(byte[] bytes, int at, SplittableRandom random) {
    int other = random.nextInt(bytes.length);
    while (bytes[other] == bytes[at]) {
      other = (other + 1) % bytes.length;
    }
    byte kept = bytes[at];
    bytes[at] = bytes[other];
    bytes[other] = kept;
    return bytes;
  }

  // --- lines -------------------------------------------------------------------------------------

  private boolean isOfLines() {
    return file.toString().endsWith(".jsonl");
  }

  private List<String> lines() {
    return new ArrayList<>(new String(before, StandardCharsets.UTF_8).lines().toList());
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// A line that was there already, once more at the end.
  private byte[] extended(SplittableRandom random) {
    List<String> lines = lines();
    lines.add(lines.get(random.nextInt(lines.size())));
    return bytes(lines);
  }

  private byte[] swapped(SplittableRandom random) {
    List<String> lines = lines();
    int one = random.nextInt(lines.size());
    int other = (one + 1 + random.nextInt(lines.size() - 1)) % lines.size();
    Collections.swap(lines, one, other);
    return bytes(lines);
  }

  private byte[] dropped(SplittableRandom random) {
    List<String> lines = lines();
    lines.remove(random.nextInt(lines.size()));
    return bytes(lines);
  }

  // --- afterwards --------------------------------------------------------------------------------

  void takeBack() throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(file);
    }
    Files.deleteIfExists(aside);
    Files.write(file, before);
    age(file);
  }

  /// As if it had been written long ago: a run that has just ended may still be at writing `DONE`.
  static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  @Override
  public String toString() {
    return way + what + " of " + file;
  }
}
