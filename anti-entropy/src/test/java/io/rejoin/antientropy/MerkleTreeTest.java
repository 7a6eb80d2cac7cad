package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tree says of every range what the plain list of its entries says. */
class MerkleTreeTest {
  private final Map<EntryKey, MerkleTree.Entry> plain = new HashMap<>();
  private int shardBits;
  private MerkleTree[] shards = {};

  private void plant(long seed) {
    shardBits = new int[] {0, 3, 5, 10, 12}[(int) (seed % 5)];
    shards = new MerkleTree[1 << shardBits];
    Arrays.fill(shards, MerkleTree.empty(shardBits));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneByOne(long seed) {
    plant(seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20 * seed; i++) {
      MerkleTree.Change change = change(random, seed);
      int shard = Forest.shard(change.keyHash(), shardBits);
      shards[shard] = shards[shard].replace(
          change.keyHash(), change.key(), before(change.key()), change.after());
      note(change);
    }
    assertSaysThePlainList(random);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void manyAtOnce(long seed) {
    plant(seed);
    Random random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      Map<EntryKey, MerkleTree.Change> changes = new HashMap<>();
      for (int i = random.nextInt(8 * (int) seed); i >= 0; i--) {
        MerkleTree.Change change = change(random, seed);
        changes.put(change.key(), change);
      }
      for (int shard = 0; shard < shards.length; shard++) {
        int here = shard;
        shards[shard] = shards[shard].fold(changes.values().stream()
            .filter(change -> Forest.shard(change.keyHash(), shardBits) == here)
            .toList());
      }
      changes.values().forEach(this::note);
    }
    assertSaysThePlainList(random);
  }

  @Test
  void aSnapshotStaysAsItWas() {
    EntryKey key = key(1);
    MerkleTree one = MerkleTree.empty(0).replace(7, key, null, new EntryId(1, 2));
    MerkleTree two = one.replace(7, key, new EntryId(1, 2), new EntryId(3, 4));
    assertEquals(new NodeDigest(1, 2, 1), one.digest());
    assertEquals(new NodeDigest(3, 4, 1), two.digest());
    assertEquals(NodeDigest.EMPTY, two.replace(7, key, new EntryId(3, 4), null).digest());
  }

  @Test
  void whatTheTreeDoesNotHoldCannotBeReplaced() {
    MerkleTree one = MerkleTree.empty(0).replace(7, key(1), null, new EntryId(1, 2));
    EntryId other = new EntryId(9, 9);
    assertThrows(IllegalArgumentException.class, () -> one.replace(7, key(1), other, null));
    assertThrows(IllegalArgumentException.class, () -> one.replace(7, key(1), null, other));
    var twice =
        List.of(new MerkleTree.Change(8, key(2), other), new MerkleTree.Change(8, key(2), null));
    assertThrows(IllegalArgumentException.class, () -> one.fold(twice));
  }

  /** Of the hashes only few bits differ in some seeds, so there are deep tries and equal hashes. */
  private static MerkleTree.Change change(Random random, long seed) {
    int number = random.nextInt(1 + 10 * (int) seed);
    long bits = number * 0x9e3779b97f4a7c15L;
    long hash = seed % 3 == 0 ? bits & 0xf00000000000000fL : bits;
    EntryId after =
        random.nextInt(3) == 0 ? null : new EntryId(random.nextLong(), random.nextLong());
    return new MerkleTree.Change(hash, key(number), after);
  }

  private @Nullable EntryId before(EntryKey key) {
    MerkleTree.Entry entry = plain.get(key);
    return entry == null ? null : entry.id();
  }

  private void note(MerkleTree.Change change) {
    EntryId after = change.after();
    if (after == null) {
      plain.remove(change.key());
    } else {
      plain.put(
          change.key(),
          new MerkleTree.Entry(change.keyHash(), change.key(), after.lane1(), after.lane2()));
    }
  }

  private void assertSaysThePlainList(Random random) {
    Forest forest = new Forest(shardBits, shards);
    List<Long> hashes = new ArrayList<>(List.of(0L, -1L, random.nextLong()));
    plain.values().stream().limit(40).forEach(entry -> hashes.add(entry.keyHash()));
    for (long hash : hashes) {
      for (int nibbles = 0; nibbles <= 16; nibbles++) {
        Prefix range = Prefix.of(hash);
        while (range.nibbles() > nibbles) {
          range = parent(range);
        }
        assertSaysThePlainList(forest, range);
      }
    }
  }

  private void assertSaysThePlainList(Forest forest, Prefix range) {
    List<MerkleTree.Entry> expected = plain.values().stream()
        .filter(entry -> range.contains(entry.keyHash()))
        .sorted((a, b) -> a.keyHash() != b.keyHash()
            ? Long.compareUnsigned(a.keyHash(), b.keyHash())
            : a.key().compareTo(b.key()))
        .toList();
    NodeDigest sum = NodeDigest.EMPTY;
    for (MerkleTree.Entry entry : expected) {
      sum = sum.plus(new NodeDigest(entry.lane1(), entry.lane2(), 1));
    }
    List<MerkleTree.Entry> found = new ArrayList<>();
    for (Iterator<MerkleTree.Entry> each = forest.entries(range); each.hasNext(); ) {
      found.add(each.next());
    }
    assertEquals(expected, found, range::toString);
    assertEquals(sum, forest.digest(range), range::toString);
  }

  private static Prefix parent(Prefix range) {
    int nibbles = range.nibbles() - 1;
    return new Prefix(nibbles == 0 ? 0 : range.bits() & -1L << (64 - 4 * nibbles), nibbles);
  }

  private static EntryKey key(int number) {
    return new EntryKey(1, Bytes.utf8("key " + number));
  }
}
