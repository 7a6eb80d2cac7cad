package io.rejoin.crdt.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.type.Scripts.Script;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.GrowOnlyCounter;
import io.rejoin.crdt.type.counter.HyperLogLog;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.counter.ResettableCounter;
import io.rejoin.crdt.type.map.LwwMap;
import io.rejoin.crdt.type.map.Multimap;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.ExtremeRegister;
import io.rejoin.crdt.type.register.Flag;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.crdt.type.sequence.ReplicatedList;
import io.rejoin.crdt.type.sequence.ReplicatedText;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.crdt.type.set.CausalLengthSet;
import io.rejoin.crdt.type.set.GrowOnlySet;
import io.rejoin.crdt.type.set.LwwSet;
import io.rejoin.crdt.type.set.RemoveWinsSet;
import io.rejoin.crdt.type.set.TwoPhaseSet;
import io.rejoin.crdt.type.tree.MovableTree;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged bytes are refused, or are by chance the canonical form of something else, which then can
 * be used like anything: read, joined, written. Nothing else ever comes of them.
 */
class DamageTest {
  private static final String SEEDS = "io.rejoin.crdt.Seeds#seeds";
  private static final int TRIES = 40;

  private interface Reading {
    /** Reads something and writes it again. */
    Bytes again(ByteReader in) throws MalformedBytes;
  }

  /** Flips, cuts, doubles or inserts some bytes. */
  static Bytes damaged(Bytes bytes, Random random) {
    byte[] content = bytes.toArray();
    for (int i = random.nextInt(3); i >= 0 && content.length > 0; i--) {
      content[random.nextInt(content.length)] = (byte) interesting(random);
    }
    int cut = random.nextInt(content.length + 1);
    Bytes head = Bytes.copyOf(content, 0, cut);
    Bytes tail = Bytes.copyOf(content, cut, content.length);
    ByteWriter out = new ByteWriter();
    switch (random.nextInt(6)) {
      case 0 -> out.raw(head);
      case 1 -> out.raw(head).u8(interesting(random)).raw(tail);
      case 2 -> out.raw(head).raw(head).raw(tail);
      case 3 -> out.raw(head).varint(random.nextLong()).raw(tail);
      default -> out.raw(head).raw(tail);
    }
    return out.toBytes();
  }

  private static int interesting(Random random) {
    int[] values = {0, 1, 2, 0x7f, 0x80, 0xff, random.nextInt(256)};
    return values[random.nextInt(values.length)];
  }

  private static void survives(Bytes original, Random random, Reading reading) {
    for (int i = 0; i < TRIES; i++) {
      Bytes bytes = damaged(original, random);
      ByteReader in = new ByteReader(bytes);
      try {
        Bytes again = reading.again(in);
        assertEquals(bytes.slice(0, in.offset()), again);
      } catch (MalformedBytes e) {
        assertTrue(e.offset() >= 0 && e.offset() <= bytes.length());
      }
    }
  }

  private static Bytes written(Consumer<ByteWriter> value) {
    ByteWriter out = new ByteWriter();
    value.accept(out);
    return out.toBytes();
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void damagedStatesAreRefusedOrStates(long seed) {
    for (Script<?> script : Scripts.all()) {
      survives(script.state().toBytes(), new Random(seed), in -> {
        State state = State.read(in);
        look(state);
        script.state().join(state).state().join(script.state());
        return state.toBytes();
      });
    }
  }

  /** Every reader on every state: the type that the bytes claim may be another. */
  private static void look(State state) {
    PnCounter.value(state);
    GrowOnlyCounter.value(state);
    ResettableCounter.value(state);
    LwwRegister.versions(state);
    MvRegister.values(state);
    ExtremeRegister.MAX.value(state);
    ExtremeRegister.MIN.value(state);
    Flag.isEnabled(state);
    AddWinsSet.elements(state);
    GrowOnlySet.elements(state);
    RemoveWinsSet.elements(state);
    TwoPhaseSet.elements(state);
    CausalLengthSet.elements(state);
    LwwSet.elements(state);
    ObservedRemoveMap.fields(state);
    LwwMap.fields(state);
    Multimap.fields(state);
    ShoppingCart.lineDots(state);
    ShoppingCart.orders(state);
    ShoppingCart.coupons(state.root());
    ShoppingCart.notes(state.root());
    HyperLogLog.count(state);
    MovableTree.nodes(state);
    BoundedCounter.value(state);
    BoundedCounter.rights(state);
    ReplicatedList.elements(state);
    ReplicatedText.text(state);
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void damagedOperationsAreRefusedOrOperations(long seed) {
    for (Script<?> script : Scripts.all()) {
      for (Bytes operation : script.operationBytes()) {
        survives(operation, new Random(seed), in -> again(script.type(), in));
      }
    }
  }

  private static <O extends Operation> Bytes again(CrdtType<O> type, ByteReader in)
      throws MalformedBytes {
    O operation = type.readOperation(in, StandardTypes.catalogue());
    return written(operation::write);
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void damagedContextsClocksAndKeysAreRefusedOrRead(long seed) {
    Random random = new Random(seed);
    EntryKey key = new EntryKey(6, Bytes.utf8("carts/alice"));
    survives(written(key::write), random, in -> written(EntryKey.read(in)::write));
    for (Script<?> script : Scripts.all()) {
      CausalContext context = script.state().context();
      survives(written(context::write), random, in -> written(CausalContext.read(in)::write));
      survives(written(context::write), random, in -> written(Clock.read(in)::write));
    }
  }
}
