package io.rejoin.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.node.port.Store;
import io.rejoin.testing.Edits;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store in {@code golden-1} was written by the first version of the format; every later version
 * opens it. {@link #main} wrote it.
 */
class GoldenTest {
  @TempDir
  Path folder;

  @Test
  void aStoreOfVersion1Opens() throws IOException, URISyntaxException {
    Path golden = Path.of(
            Objects.requireNonNull(GoldenTest.class.getResource("/golden-1/db/CURRENT"))
                .toURI())
        .getParent();
    Path db = Files.createDirectories(folder.resolve("store/db"));
    try (Stream<Path> files = Files.list(golden)) {
      for (Path file : files.toList()) {
        Files.copy(file, db.resolve(file.getFileName()));
      }
    }
    try (Store store = new Image(folder.resolve("store")).open()) {
      assertEquals(entries(Optional.empty()), Image.read(store));
      assertEquals(Optional.of(Bytes.utf8("a value")), store.get("a name"));
      assertEquals(List.of(), store.damaged());
    }
  }

  /** What is in the store; written to one, if there is one. */
  private static SortedMap<EntryKey, State> entries(Optional<Store> store) {
    Entries entries = new Entries(store);
    entries.does("register", LwwRegister.TYPE, new LwwRegister.Set(Bytes.utf8("value")));
    entries.does("counter", PnCounter.TYPE, new PnCounter.Add(5));
    entries.does("counter", PnCounter.TYPE, new PnCounter.Add(-2));
    for (int i = 0; i < 40; i++) {
      entries.does("set", AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8("element " + i)));
    }
    entries.does("set", AddWinsSet.TYPE, new AddWinsSet.Remove(Bytes.utf8("element 7")));
    return entries.states;
  }

  private static final class Entries {
    private final Optional<Store> store;
    private final Edits edits = new Edits(1);
    private final SortedMap<EntryKey, State> states = new TreeMap<>();

    Entries(Optional<Store> store) {
      this.store = store;
    }

    <O extends Operation> void does(String name, CrdtType<O> type, O operation) {
      EntryKey key = new EntryKey(type.id(), Bytes.utf8(name));
      State before = states.getOrDefault(key, State.EMPTY);
      Mutation.Outcome outcome = Mutation.carryOut(type, before, operation, edits);
      State after = outcome.joined().state();
      states.put(key, after);
      store.ifPresent(it -> it.append(key, outcome.delta(), Edits.kept(after)));
    }
  }

  /** Writes the store into a folder. */
  public static void main(String[] arguments) throws IOException {
    try (Store store = new Image(Path.of(arguments[0])).open()) {
      entries(Optional.of(store));
      store.put("a name", Bytes.utf8("a value"));
    }
  }
}
