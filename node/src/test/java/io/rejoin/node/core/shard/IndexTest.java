package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class IndexTest {
  private static final int KEYS = 300;

  private final Index index = new Index();

  private static EntryKey key(int number) {
    return new EntryKey(1, Bytes.utf8("key " + number));
  }

  /** Few hashes, so that there are long chains, and keys that share all of a hash. */
  private static long hash(int number) {
    return number % 50 * 0x9e3779b97f4a7c15L;
  }

  private static Entry entry(int number) {
    return new Entry(key(number), hash(number));
  }

  @Test
  void itHoldsWhatAMapHolds() {
    SplittableRandom random = new SplittableRandom(1);
    Map<EntryKey, Entry> plain = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Entry entry = entry(random.nextInt(KEYS));
      Entry there = plain.remove(entry.key());
      if (there == null) {
        plain.put(entry.key(), entry);
        index.add(entry);
      } else {
        index.remove(there);
        index.remove(there);
      }
    }
    for (int i = 0; i < KEYS; i++) {
      assertSame(plain.get(key(i)), index.find(hash(i), key(i)));
    }
    List<Entry> all = new ArrayList<>();
    index.forEach(all::add);
    assertEquals(plain.size(), all.size());
  }

  @Test
  void anEntryThatWasTakenOutCanComeBack() {
    Entry one = entry(1);
    Entry other = entry(51);
    index.add(one);
    index.add(other);
    index.remove(one);
    assertNull(index.find(hash(1), key(1)));
    index.add(one);
    assertSame(one, index.find(hash(1), key(1)));
    assertSame(other, index.find(hash(51), key(51)));
  }

  @Test
  void whatIsThereIsFoundWhileOthersComeAndTheTableGrows() throws InterruptedException {
    for (int i = 0; i < KEYS; i++) {
      index.add(entry(i));
    }
    AtomicBoolean ended = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread reader = new Thread(() -> {
      for (int i = 0; !ended.get(); i = (i + 1) % KEYS) {
        assertNotNull(index.find(hash(i), key(i)), "key " + i);
      }
    });
    reader.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    reader.start();
    for (int i = KEYS; i < 200_000; i++) {
      index.add(new Entry(key(i), i * 0x9e3779b97f4a7c15L));
    }
    ended.set(true);
    reader.join();
    assertNull(failure.get());
  }
}
