package io.rejoin.rocksdb;

import static io.rejoin.testing.Edits.kept;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import io.rejoin.testing.Edits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a store: filled, copied as a crash leaves them, damaged. */
record Image(Path folder) {
  static final String CLOCK = "clock";
  static final long RUN = 7;

  RocksStore open() throws IOException {
    return RocksStore.open(folder, RocksSettings.STANDARD.withReserveBytes(0));
  }

  static EntryKey key(int number) {
    return new EntryKey(1, Bytes.utf8("entry " + (1_000_000 + number)));
  }

  /** Writes elements into entries in turn, and after each how many there are. */
  static SortedMap<EntryKey, State> fill(Store store, int entries, int elements) {
    SortedMap<EntryKey, State> states = new TreeMap<>();
    Edits edits = new Edits(RUN);
    for (int i = 1; i <= elements; i++) {
      add(store, states, key(i % entries), edits);
      store.put(CLOCK, Bytes.utf8("" + i));
    }
    return states;
  }

  /** Adds one more element to an entry. */
  static void add(Store store, Map<EntryKey, State> states, EntryKey key, Edits edits) {
    State before = states.getOrDefault(key, State.EMPTY);
    String element = "an element that takes some room " + before.size();
    Mutation.Outcome added = edits.add(before, element);
    State after = added.joined().state();
    states.put(key, after);
    store.append(key, added.delta(), kept(after));
  }

  static int clock(Store store) {
    return store.get(CLOCK).map(value -> Integer.parseInt(value.utf8())).orElse(0);
  }

  static SortedMap<EntryKey, State> read(Store store) {
    SortedMap<EntryKey, State> states = new TreeMap<>();
    store.forEach((key, digest, live, time, mark) ->
        states.put(key, store.read(key).orElseThrow(() -> new AssertionError(key))));
    return states;
  }

  /** The engine's files whose names begin or end like this. */
  List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("db"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name)
              || file.getFileName().toString().endsWith(name))
          .sorted()
          .toList();
    }
  }

  /** What a process that is killed now would leave. */
  Image crashed(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(folder.relativize(file).toString()));
      }
    }
    return new Image(target);
  }

  static void flip(Path file, long position) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.put(0, (byte) (one.get(0) ^ 0x55)).flip();
      channel.write(one, position);
    }
  }

  static void cut(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
