package io.rejoin.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.MerkleTreeConfig;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.internal.util.HashUtil;
import com.hazelcast.wan.impl.merkletree.ArrayMerkleTree;
import com.hazelcast.wan.impl.merkletree.MerkleTreeUtil;
import io.rejoin.antientropy.Message;
import io.rejoin.antientropy.NodeDigest;
import io.rejoin.antientropy.Session;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.port.Notices;
import io.rejoin.node.store.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Hazelcast's Merkle trees see of a divergence, and what a repair of ours does. A leaf of
 * theirs sums the hashes of its values and not of its keys, so two values that changed places
 * leave it as it was. Ours sums a keyed hash of key and state together.
 *
 * <p>Both compare the same values. Hazelcast has a tree for each partition, of the depth that it
 * has for maps if nothing is said.
 */
class MerkleComparisonTest {
  private static final int ENTRIES = 100_000;
  private static final int PARTITIONS = 271;
  private static final int DEPTH = new MerkleTreeConfig().getDepth();
  private static final SerializationService DATA = new DefaultSerializationServiceBuilder().build();

  /** Where Hazelcast has a key: in the tree of a partition, in a leaf of it. */
  private record Place(int partition, int leaf) {}

  /** A key, and what it is to either side. */
  private record Key(String name, EntryKey entry, Data data, Place place) {
    static Key of(String name) {
      Data data = DATA.toData(name);
      int partition = HashUtil.hashToIndex(data.getPartitionHash(), PARTITIONS);
      int leaf = MerkleTreeUtil.getLeafOrderForHash(data.hashCode(), DEPTH - 1);
      EntryKey entry = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8(name));
      return new Key(name, entry, data, new Place(partition, leaf));
    }
  }

  private static final List<Key> KEYS =
      IntStream.range(0, ENTRIES).mapToObj(i -> Key.of("key-" + i)).toList();

  private final Replica here = replica(1);
  private final Replica there = replica(2);

  /**
   * Nobody reads what waits to be sent, and there is room for all of it: so no delta, no removal
   * and no clock tells of a write, and a session has nothing but the trees.
   */
  private static Replica replica(long run) {
    ReplicaLimits limits = new ReplicaLimits(
        1 << 18, 64L << 20, Item.Limits.GREATEST, Buckets.STANDARD, Long.MAX_VALUE);
    HybridClock time = new HybridClock(InstantSource.system(), Duration.ofMinutes(1));
    return new Replica(
        GridIdentity.named("beside-hazelcast"),
        new ReplicaId(run),
        limits,
        new Replica.Ports(time, new MemoryStore(), Runnable::run, Notices.none()));
  }

  @BeforeEach
  void fill() {
    KEYS.forEach(key -> write(key, "value of " + key.name()));
    repair();
    assertEquals(digest(here), digest(there));
  }

  private static String read(Replica replica, Key key) {
    return LwwRegister.value(replica.state(key.entry())).orElseThrow().utf8();
  }

  private void write(Key key, String value) {
    here.mutate(key.entry(), LwwRegister.TYPE, new LwwRegister.Set(Bytes.utf8(value)));
  }

  /** The keys that have not the same value on both sides. */
  private Set<Key> differing() {
    return KEYS.stream()
        .filter(key -> !read(here, key).equals(read(there, key)))
        .collect(Collectors.toSet());
  }

  // ---- Hazelcast's side

  private static List<ArrayMerkleTree> trees(Replica replica) {
    List<ArrayMerkleTree> trees =
        Stream.generate(() -> new ArrayMerkleTree(DEPTH)).limit(PARTITIONS).toList();
    for (Key key : KEYS) {
      trees.get(key.place().partition()).updateAdd(key.data(), DATA.toData(read(replica, key)));
    }
    return trees;
  }

  private int differingLeaves() {
    List<ArrayMerkleTree> mine = trees(here);
    List<ArrayMerkleTree> theirs = trees(there);
    int leaves = 0;
    for (int i = 0; i < PARTITIONS; i++) {
      leaves += differingLeaves(mine.get(i), theirs.get(i));
    }
    return leaves;
  }

  /** The other one comes as it does from another cluster. */
  private static int differingLeaves(ArrayMerkleTree mine, ArrayMerkleTree theirs) {
    try {
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      MerkleTreeUtil.writeLeaves(new DataOutputStream(sent), theirs);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(sent.toByteArray()));
      return MerkleTreeUtil.compareTrees(mine, MerkleTreeUtil.createRemoteMerkleTreeView(in))
          .size();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Pairs of keys in one leaf, as many as there are. */
  private static List<List<Key>> pairs() {
    Map<Place, Key> single = new HashMap<>();
    List<List<Key>> pairs = new ArrayList<>();
    for (Key key : KEYS) {
      Key other = single.remove(key.place());
      if (other == null) {
        single.put(key.place(), key);
      } else {
        pairs.add(List.of(other, key));
      }
    }
    return pairs;
  }

  // ---- our side

  private static NodeDigest digest(Replica replica) {
    replica.fold();
    return replica.root();
  }

  /** What a whole session did: the keys whose entries it changed there, and what it cost. */
  private record Repair(Set<Key> keys, Session.Stats here, Session.Stats there) {
    String cost() {
      return (here.turns() + 1) / 2 + " round trips, " + (here.bytesOut() + there.bytesOut()) / 1024
          + " KiB";
    }
  }

  private Repair repair() {
    Map<Key, State> before = new HashMap<>();
    KEYS.forEach(key -> before.put(key, there.state(key.entry())));
    Session first = new Session(here, Session.Limits.STANDARD);
    Session second = new Session(there, Session.Limits.STANDARD);
    for (List<Message> said = first.initiate(); !said.isEmpty(); ) {
      List<Message> answers = heard(second, said);
      said = heard(first, answers);
    }
    assertTrue(
        Stream.of(first, second).allMatch(side -> side.outcome().orElseThrow().isGood()));
    before
        .entrySet()
        .removeIf(each -> each.getValue().equals(there.state(each.getKey().entry())));
    return new Repair(before.keySet(), first.stats(), second.stats());
  }

  private static List<Message> heard(Session side, List<Message> said) {
    List<Message> answers = new ArrayList<>();
    said.forEach(message -> answers.addAll(side.reconcile(message)));
    return answers;
  }

  @Test
  void bothFindAValueThatChanged() {
    Key changed = KEYS.get(4_711);
    write(changed, "another");
    int leaves = differingLeaves();
    Repair repair = repair();
    System.out.println("1 value changed: Hazelcast's trees show " + leaves
        + " leaf; a session changed " + repair.keys().size() + " entry, " + repair.cost());
    assertEquals(1, leaves);
    assertEquals(Set.of(changed), repair.keys());
    assertEquals(Set.of(), differing());
    assertEquals(0, differingLeaves());
  }

  @Test
  void valuesThatChangedPlacesInALeafAreSeenByOursOnly() {
    for (List<Key> pair : pairs()) {
      String value = read(here, pair.get(0));
      write(pair.get(0), read(here, pair.get(1)));
      write(pair.get(1), value);
    }
    Set<Key> differing = differing();
    int leaves = differingLeaves();
    assertNotEquals(digest(here), digest(there));
    Repair repair = repair();
    System.out.println(differing.size() + " of " + ENTRIES
        + " entries differ by swapped values: Hazelcast's trees show " + leaves
        + " leaves; a session changed " + repair.keys().size() + " entries, " + repair.cost());
    assertTrue(differing.size() > ENTRIES / 4, differing.size() + " differ");
    assertEquals(0, leaves);
    assertEquals(differing, repair.keys());
    assertEquals(differing.size(), repair.there().entriesIn());
    assertEquals(0, repair.there().removalsIn());
    assertEquals(Set.of(), differing());
    assertEquals(digest(here), digest(there));
  }
}
