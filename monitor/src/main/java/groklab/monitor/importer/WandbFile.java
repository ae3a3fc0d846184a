package groklab.monitor.importer;

import groklab.monitor.importer.Protobuf.DamagedException;
import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.PlainNumber;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// `run-*.wandb` of Weights & Biases, as it is written offline and online: a LevelDB log with a
/// header of seven bytes, of messages whose items of history and configuration are JSON texts.
final class WandbFile implements Importer {
  private static final int BLOCK = 32_768;
  private static final int FILE_HEADER = 7;
  private static final int HEADER = 7;
  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;

  /// A history item is never longer; what is longer is output, files and the like.
  private static final int LONGEST = 16 << 20;

  private static final int HISTORY = 2;
  private static final int CONFIG = 5;
  private static final int RUN = 17;
  private static final int CONFIG_OF_RUN = 4;
  private static final int UPDATE = 1;
  private static final int ITEM_NAME = 1;
  private static final int ITEM_PATH = 2;
  private static final int ITEM_JSON = 16;

  @Override
  public String format() {
    return "Weights & Biases";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return head.length >= 4 && head[0] == ':' && head[1] == 'W' && head[2] == '&' && head[3] == 'B';
  }

  @Override
  public Path run(Path file) {
    return file;
  }

  @Override
  public void read(Path file, LogBuilder log) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), BLOCK)) {
      in.skipNBytes(FILE_HEADER);
      if (!records(in, log)) {
        log.remark("%s ends in a record that is damaged or still being written".formatted(file));
      }
    }
  }

  /// @return whether the file ended where a record does
  private static boolean records(InputStream in, LogBuilder log) throws IOException {
    int left = BLOCK - FILE_HEADER;
    var pieces = new ByteArrayOutputStream();
    while (true) {
      if (left < HEADER) {
        in.readNBytes(left);
        left = BLOCK;
      }
      byte[] header = in.readNBytes(HEADER);
      if (header.length < HEADER) {
        return header.length == 0 && pieces.size() == 0;
      }
      var fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
      int sum = fields.getInt();
      int length = Short.toUnsignedInt(fields.getShort());
      int type = fields.get();
      byte[] data = in.readNBytes(length);
      if (data.length < length || length > left - HEADER || !fits(type, data, sum)) {
        return false;
      }
      left -= HEADER + length;
      if (type == FULL || type == FIRST) {
        pieces.reset();
      }
      if (pieces.size() <= LONGEST) {
        pieces.writeBytes(data);
      }
      if (type == FULL || type == LAST) {
        if (!record(pieces, log)) {
          return false;
        }
        pieces.reset();
      } else if (type != FIRST && type != MIDDLE) {
        return false;
      }
    }
  }

  private static boolean record(ByteArrayOutputStream pieces, LogBuilder log) {
    if (pieces.size() > LONGEST) {
      return true;
    }
    try {
      take(new Protobuf(ByteBuffer.wrap(pieces.toByteArray())), log);
      return true;
    } catch (DamagedException e) {
      return false;
    }
  }

  private static boolean fits(int type, byte[] data, int sum) {
    var crc = new CRC32();
    crc.update(type);
    crc.update(data);
    return (int) crc.getValue() == sum;
  }

  private static void take(Protobuf record, LogBuilder log) throws DamagedException {
    for (int field = record.next(); field != 0; field = record.next()) {
      switch (field) {
        case HISTORY -> history(record.message(), log);
        case CONFIG -> config(record.message(), log);
        case RUN -> run(record.message(), log);
        default -> record.skip();
      }
    }
  }

  private static void run(Protobuf run, LogBuilder log) throws DamagedException {
    for (int field = run.next(); field != 0; field = run.next()) {
      if (field == CONFIG_OF_RUN) {
        config(run.message(), log);
      } else {
        run.skip();
      }
    }
  }

  /// Settings, each a name and a JSON text; tables within are taken apart.
  private static void config(Protobuf config, LogBuilder log) throws DamagedException {
    for (int field = config.next(); field != 0; field = config.next()) {
      if (field == UPDATE) {
        Item item = Item.read(config.message());
        if (!item.name.isEmpty()) {
          JsonObjects.settings(item.name, item.json, log);
        }
      } else {
        config.skip();
      }
    }
  }

  /// What histories and configurations are made of.
  private record Item(String name, String json) {
    static Item read(Protobuf item) throws DamagedException {
      String name = "";
      var path = new StringBuilder();
      String json = "";
      for (int field = item.next(); field != 0; field = item.next()) {
        switch (field) {
          case ITEM_NAME -> name = item.text();
          case ITEM_PATH -> path.append(path.isEmpty() ? "" : "/").append(item.text());
          case ITEM_JSON -> json = item.text();
          default -> item.skip();
        }
      }
      return new Item(path.isEmpty() ? name : path.toString(), json);
    }
  }

  private static void history(Protobuf history, LogBuilder log) throws DamagedException {
    Map<String, Double> values = new LinkedHashMap<>();
    long step = -1;
    for (int field = history.next(); field != 0; field = history.next()) {
      switch (field) {
        case 1 -> item(history.message(), values);
        case 2 -> {
          Protobuf number = history.message();
          step = number.next() == 1 ? number.integer() : 0;
        }
        default -> history.skip();
      }
    }
    long at = step >= 0 ? step : values.getOrDefault("_step", -1.0).longValue();
    values.forEach((name, value) -> {
      if (!name.startsWith("_")) {
        log.add(name, at, value);
      }
    });
  }

  private static void item(Protobuf message, Map<String, Double> into) throws DamagedException {
    Item item = Item.read(message);
    Double value = number(item.json);
    if (value != null) {
      into.put(item.name, value);
    }
  }

  private static @Nullable Double number(String json) {
    return switch (json) {
      case "NaN", "\"NaN\"" -> Double.NaN;
      case "Infinity", "\"Infinity\"" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "\"-Infinity\"" -> Double.NEGATIVE_INFINITY;
      default -> PlainNumber.parse(json);
    };
  }
}
