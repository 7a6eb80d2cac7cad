package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreDamaged;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.Edits;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResidentTest {
  private static final int LIMIT = 4_000;

  private final MemoryStore memory = new MemoryStore();
  private final Store disk = (Store) Proxy.newProxyInstance(
      Store.class.getClassLoader(), new Class<?>[] {Store.class}, this::onDisk);
  private final Saves saves = new Saves(disk, Buckets.STANDARD);
  private final Resident states = new Resident(disk, saves, LIMIT);
  private final List<Entry> entries = new ArrayList<>();
  private int reads;
  private boolean full;

  private Object onDisk(Object self, Method method, Object[] arguments) throws Throwable {
    reads += method.getName().equals("read") ? 1 : 0;
    if (method.getName().equals("replace") && full) {
      throw new StoreFull();
    }
    return method.getName().equals("isReread") ? true : method.invoke(memory, arguments);
  }

  private void store(int count) {
    for (int i = 0; i < count; i++) {
      EntryKey key = new EntryKey(1, Bytes.utf8("entry " + i));
      State state = new Edits(1).add(State.EMPTY, "element " + i).joined().state();
      disk.replace(key, Edits.kept(state));
      entries.add(new Entry(key, i, new Entry.Content(null, Edits.kept(state).digest(), 1, 0)));
    }
  }

  @Test
  void noMoreThanTheLimitIsInMemory() {
    store(1_000);
    for (Entry entry : entries) {
      assertEquals(1, states.of(entry).size());
      assertTrue(states.bytes() <= LIMIT, states.bytes() + " bytes");
    }
    assertEquals(1_000, reads);
    assertTrue(entries.stream().filter(entry -> entry.content().held() != null).count() > 10);
  }

  @Test
  void manyEntriesLeaveLessRoomForTheirStates() {
    store(1_000);
    states.places(LIMIT);
    entries.forEach(states::of);
    assertTrue(states.bytes() <= LIMIT / 2, states.bytes() + " bytes");
    states.places(-LIMIT);
    entries.forEach(states::of);
    assertTrue(states.bytes() > LIMIT / 2, states.bytes() + " bytes");
  }

  @Test
  void whatIsUsedOftenStays() {
    store(1_000);
    Entry often = entries.get(0);
    for (Entry entry : entries) {
      states.of(often);
      states.of(entry);
    }
    assertEquals(1_000, reads);
    assertNotNull(often.content().held());
  }

  @Test
  void whatTheStoreLacksStays() {
    store(1_000);
    Entry lacking = entries.get(0);
    states.of(lacking);
    full = true;
    saves.append(lacking.key(), Optional.empty(), Edits.kept(states.of(lacking)), false);
    entries.forEach(states::of);
    assertNotNull(lacking.content().held());
  }

  @Test
  void whatCannotBeReadIsNotTakenForNothing() {
    store(1);
    disk.delete(entries.get(0).key());
    assertThrows(StoreDamaged.class, () -> states.of(entries.get(0)));
  }
}
