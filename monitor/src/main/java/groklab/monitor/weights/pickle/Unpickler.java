package groklab.monitor.weights.pickle;

import groklab.monitor.weights.pickle.Value.Entries;
import groklab.monitor.weights.pickle.Value.Global;
import groklab.monitor.weights.pickle.Value.Items;
import groklab.monitor.weights.pickle.Value.Other;
import groklab.monitor.weights.pickle.Value.Real;
import groklab.monitor.weights.pickle.Value.Text;
import groklab.monitor.weights.pickle.Value.Whole;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads pickles of protocols 0 to 5 as data. It is a stack machine whose instructions make
/// records; a name that is not [Allowed] ends it, and nothing that a pickle names is loaded or
/// called.
///
/// Time and memory are bounded by the bytes that are read: every instruction makes at most one
/// value, and the longest pickle is [#LONGEST].
public final class Unpickler {
  /// Bytes of the longest pickle that is read; that of a network with a hundred thousand tensors
  /// has about as many.
  public static final int LONGEST = 32 << 20;

  /// Instructions of the longest.
  static final int MOST = 5_000_000;

  private static final Value MARK = new Other("mark");
  private static final Value NONE = new Other("None");

  private final ByteBuffer in;
  private final List<Value> stack = new ArrayList<>();
  private final Map<Long, Value> memo = new HashMap<>();

  private Unpickler(byte[] pickle) {
    this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads a pickle.
  ///
  /// @throws PickleException if it is damaged or asks for what is not allowed
  public static Value read(byte[] pickle) throws PickleException {
    var machine = new Unpickler(pickle);
    for (int i = 0; i < MOST; i++) {
      int code = machine.oneByte();
      if (code == '.') {
        return machine.pop();
      }
      machine.run(code);
    }
    throw new PickleException(
        "has more than %,d instructions; it is no list of tensors".formatted(MOST));
  }

  private void run(int code) throws PickleException {
    switch (code) {
      case 0x80 -> oneByte(); // the protocol
      case 0x95 -> skip(8); // the length of a frame
      case '(' -> push(MARK);
      case '0' -> pop();
      case '1' -> toMark();
      case '2' -> push(top());
      case 'N' -> push(NONE);
      case 0x88 -> push(new Whole(1));
      case 0x89 -> push(new Whole(0));
      case 'K' -> push(new Whole(oneByte()));
      case 'M' -> push(new Whole(Short.toUnsignedInt(bytes(2).getShort())));
      case 'J' -> push(new Whole(bytes(4).getInt()));
      case 0x8a -> push(whole(oneByte()));
      case 0x8b -> push(whole(length(bytes(4).getInt())));
      case 'I', 'L' -> push(whole(line()));
      case 'G' -> push(new Real(bytes(8).order(ByteOrder.BIG_ENDIAN).getDouble()));
      case 'F' -> push(real(line()));
      case 'X' -> push(text(length(bytes(4).getInt())));
      case 0x8c -> push(text(oneByte()));
      case 0x8d -> push(text(length(bytes(8).getLong())));
      case 'T' -> push(text(length(bytes(4).getInt())));
      case 'U' -> push(text(oneByte()));
      case 'S', 'V' -> push(new Text(line()));
      case 'B' -> skipped(length(bytes(4).getInt()));
      case 'C' -> skipped(oneByte());
      case 0x8e, 0x96 -> skipped(length(bytes(8).getLong()));
      default -> collect(code);
    }
  }

  /// Instructions that take from the stack.
  private void collect(int code) throws PickleException {
    switch (code) {
      case ')', ']', 0x8f -> push(new Items(List.of()));
      case '}' -> push(new Entries());
      case 't', 'l', 0x91 -> push(new Items(toMark()));
      case 0x85 -> push(new Items(popped(1)));
      case 0x86 -> push(new Items(popped(2)));
      case 0x87 -> push(new Items(popped(3)));
      case 'd' -> {
        var entries = new Entries();
        put(entries, toMark());
        push(entries);
      }
      case 'a' -> add(popped(1));
      case 'e', 0x90 -> add(toMark());
      case 's' -> set(popped(2));
      case 'u' -> set(toMark());
      case 'q' -> memo.put((long) oneByte(), top());
      case 'r' -> memo.put((long) bytes(4).getInt(), top());
      case 'p' -> memo.put(whole(line()).number(), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'h' -> push(remembered(oneByte()));
      case 'j' -> push(remembered(bytes(4).getInt()));
      case 'g' -> push(remembered(whole(line()).number()));
      default -> name(code);
    }
  }

  /// Instructions that name something of Python.
  private void name(int code) throws PickleException {
    switch (code) {
      case 'c' -> push(global(line(), line()));
      case 0x93 -> {
        Value name = pop();
        Value module = pop();
        if (!(module instanceof Text first) || !(name instanceof Text second)) {
          throw damaged("a name that is no text");
        }
        push(global(first.text(), second.text()));
      }
      case 'i' -> throw refused(line() + "." + line());
      case 'o' -> throw refused("an object of an old protocol");
      case 0x82, 0x83, 0x84 -> throw refused("an extension of copyreg");
      case 'P' -> throw refused("a persistent id of an old protocol");
      case 'Q' -> {
        Value id = pop();
        push(Allowed.stored(id).orElseThrow(() -> refused("a storage that is none of torch's")));
      }
      case 'R', 0x81 -> {
        Value given = pop();
        call(pop(), given);
      }
      case 0x92 -> {
        pop(); // arguments by name
        Value given = pop();
        call(pop(), given);
      }
      case 'b' -> build();
      default -> throw damaged("an instruction 0x%02x, which there is not".formatted(code));
    }
  }

  private static Global global(String module, String name) throws PickleException {
    String whole = module + "." + name;
    if (!Allowed.isAllowed(whole)) {
      throw refused(whole);
    }
    return new Global(whole);
  }

  private void call(Value called, Value given) throws PickleException {
    if (!(called instanceof Global global) || !(given instanceof Items items)) {
      throw damaged("a call of what cannot be called");
    }
    push(
        Allowed.call(global, items.all())
            .orElseThrow(() -> damaged("a call of %s that does not fit".formatted(global.name()))));
  }

  /// Attributes of containers and of what is not looked at are dropped: of a state dict they are
  /// versions of modules.
  private void build() throws PickleException {
    pop();
    Value target = top();
    switch (target) {
      case Entries _, Other _, Value.Tensor _ -> {
        // keeps what it is
      }
      case Text _, Whole _, Real _, Global _, Value.Stored _, Items _ ->
          throw damaged("attributes of what has none");
    }
  }

  private void add(List<Value> values) throws PickleException {
    if (!(top() instanceof Items items)) {
      throw damaged("something that is added to what is no list");
    }
    values.forEach(items::add);
  }

  private void set(List<Value> pairs) throws PickleException {
    if (!(top() instanceof Entries entries)) {
      throw damaged("an entry for what is no dict");
    }
    put(entries, pairs);
  }

  private static void put(Entries entries, List<Value> pairs) throws PickleException {
    if (pairs.size() % 2 != 0) {
      throw damaged("a key without a value");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      entries.put(pairs.get(i), pairs.get(i + 1));
    }
  }

  private Value remembered(long index) throws PickleException {
    Value value = memo.get(index);
    if (value == null) {
      throw damaged("a reference to what was not kept");
    }
    return value;
  }

  private void push(Value value) {
    stack.add(value);
  }

  private Value pop() throws PickleException {
    if (stack.isEmpty()) {
      throw damaged("an instruction without what it works on");
    }
    return stack.removeLast();
  }

  private Value top() throws PickleException {
    if (stack.isEmpty()) {
      throw damaged("an instruction without what it works on");
    }
    return stack.getLast();
  }

  private List<Value> popped(int count) throws PickleException {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.addFirst(pop());
    }
    return values;
  }

  @SuppressWarnings("ReferenceEquality") // the mark is that one object
  private List<Value> toMark() throws PickleException {
    int at = stack.size() - 1;
    while (at >= 0 && stack.get(at) != MARK) {
      at--;
    }
    if (at < 0) {
      throw damaged("an end without a beginning");
    }
    List<Value> tail = stack.subList(at, stack.size());
    List<Value> values = new ArrayList<>(tail.subList(1, tail.size()));
    tail.clear();
    return values;
  }

  private int oneByte() throws PickleException {
    if (!in.hasRemaining()) {
      throw damaged("an early end");
    }
    return Byte.toUnsignedInt(in.get());
  }

  private ByteBuffer bytes(int count) throws PickleException {
    if (in.remaining() < count) {
      throw damaged("an early end");
    }
    ByteBuffer bytes = in.slice(in.position(), count).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + count);
    return bytes;
  }

  /// A length that was told, as one that can be read.
  private int length(long told) throws PickleException {
    if (told < 0 || told > in.remaining()) {
      throw damaged("a length of %d where %d bytes are left".formatted(told, in.remaining()));
    }
    return (int) told;
  }

  private void skip(int count) throws PickleException {
    bytes(count);
  }

  private void skipped(int count) throws PickleException {
    skip(count);
    push(new Other("bytes"));
  }

  private Text text(int length) throws PickleException {
    byte[] utf8 = new byte[length];
    bytes(length).get(utf8);
    return new Text(new String(utf8, StandardCharsets.UTF_8));
  }

  private String line() throws PickleException {
    var line = new StringBuilder();
    for (int next = oneByte(); next != '\n'; next = oneByte()) {
      line.append((char) next);
    }
    return line.toString();
  }

  /// A little-endian integer; one of more than 64 bits (a seed) is [Whole] of 0, as nothing here
  /// counts so far.
  private Whole whole(int length) throws PickleException {
    ByteBuffer bytes = bytes(length);
    long number = 0;
    for (int i = 0; i < length && length <= Long.BYTES; i++) {
      long one = i == length - 1 ? bytes.get(i) : Byte.toUnsignedLong(bytes.get(i));
      number |= one << (Byte.SIZE * i);
    }
    return new Whole(number);
  }

  private static Whole whole(String written) throws PickleException {
    String digits = written.endsWith("L") ? written.substring(0, written.length() - 1) : written;
    try {
      return new Whole(Long.parseLong(digits.strip()));
    } catch (NumberFormatException e) {
      throw damaged("a number that is none");
    }
  }

  private static Real real(String written) throws PickleException {
    try {
      return new Real(Double.parseDouble(written));
    } catch (NumberFormatException e) {
      throw damaged("a number that is none");
    }
  }

  private static PickleException damaged(String what) {
    return new PickleException("is damaged: its pickle has %s".formatted(what));
  }

  private static PickleException refused(String name) {
    String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
    return new PickleException(
        "asks for %s, and nothing of it was run"
            .formatted(printable.length() > 200 ? printable.substring(0, 200) : printable));
  }
}
