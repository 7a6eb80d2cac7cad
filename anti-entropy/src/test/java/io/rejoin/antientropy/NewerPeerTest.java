package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.Session.Outcome;
import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.delta.DeltaBuffer;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.bytes.Newer;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A peer that writes states of a newer version: what it brings is carried, and nothing claimed. */
class NewerPeerTest {
  private static final EntryKey FRUIT = PlainReplica.set("fruit");

  private final PlainReplica old = new PlainReplica(1);
  private final PlainReplica newer = new PlainReplica(2);

  /** The same content as a node of version 2 might write it. */
  private static State inVersion2(State state) {
    byte[] bytes = state.toBytes().toArray();
    bytes[0] = 2;
    try {
      return State.read(new ByteReader(Bytes.wrap(bytes)));
    } catch (MalformedBytes e) {
      throw new AssertionError(e);
    }
  }

  private static Message inVersion2(Message message) {
    Content content = message.content();
    if (content instanceof Content.Open open) {
      content = new Content.Open(
          open.format(),
          open.root(),
          open.clock(),
          open.forgotten(),
          open.heard(),
          Bytes.wrap(new byte[] {2}));
    } else if (content instanceof Content.Push push) {
      List<Pushed> entries = new ArrayList<>();
      for (Pushed said : push.entries()) {
        entries.add(new Pushed(
            said.key(), inVersion2(said.delta()), said.whole(), said.holds(), said.id()));
      }
      content = new Content.Push(entries);
    }
    return new Message(message.number(), message.left(), content);
  }

  /** Both sessions, once they are over. */
  private static List<Outcome> session(
      Entries initiator, Entries responder, boolean initiatorIsNewer) {
    Function<Message, Message> same = message -> message;
    Function<Message, Message> later = NewerPeerTest::inVersion2;
    Session first = new Session(initiator, Session.Limits.STANDARD);
    Session second = new Session(responder, Session.Limits.STANDARD);
    Deque<Message> toSecond = new ArrayDeque<>(first.initiate());
    Deque<Message> toFirst = new ArrayDeque<>();
    while (!toSecond.isEmpty() || !toFirst.isEmpty()) {
      Message said = toSecond.isEmpty() ? toFirst.remove() : toSecond.peek();
      boolean byFirst = !toSecond.isEmpty() && toSecond.remove().equals(said);
      Message heard = (byFirst == initiatorIsNewer ? later : same).apply(said);
      Message decoded = Wire.read(Wire.write(heard));
      (byFirst ? toFirst : toSecond).addAll((byFirst ? second : first).reconcile(decoded));
    }
    return List.of(first.outcome().orElseThrow(), second.outcome().orElseThrow());
  }

  @Test
  void itsClockIsNotAdoptedAndOursIs() {
    newer.add("fruit", "fig");
    old.add("fruit", "plum");

    assertEquals(List.of(Outcome.REPAIRED, Outcome.UNREAD), session(newer, old, true));

    assertEquals(1, old.state(FRUIT).newer().encodings().size());
    assertFalse(old.contains("fruit", "fig"));
    assertEquals(0, old.clock().number(newer.run()));
    assertTrue(newer.contains("fruit", "plum"));
    assertEquals(1, newer.clock().number(old.run()));
  }

  @Test
  void theSameIfWeBegan() {
    newer.add("fruit", "fig");
    old.add("fruit", "plum");

    assertEquals(List.of(Outcome.UNREAD, Outcome.REPAIRED), session(old, newer, false));

    assertEquals(0, old.clock().number(newer.run()));
    assertEquals(1, newer.clock().number(old.run()));
  }

  /** What took its place cannot be seen, so it stays until it can. */
  @Test
  void whatItRemovedIsStillShown() {
    old.receive(batch(newer.add("fruit", "fig")));
    newer.remove("fruit", "fig");
    newer.add("fruit", "plum");

    session(newer, old, true);
    assertTrue(old.contains("fruit", "fig"));

    assertTrue(Wire.repaired(newer, old).isGood());
    assertFalse(old.contains("fruit", "fig"));
    assertTrue(old.contains("fruit", "plum"));
    assertEquals(newer.clock(), old.clock());
  }

  @Test
  void whatIsCarriedGoesOnToWhoeverTakesTheEntry() {
    PlainReplica fresh = new PlainReplica(3);
    old.add("fruit", "plum");
    State carried = inVersion2(newer.add("fruit", "fig").change().delta());
    old.join(FRUIT, carried);

    assertTrue(Wire.repaired(fresh, old).isGood());

    assertEquals(old.state(FRUIT), fresh.state(FRUIT));
    assertEquals(old.clock(), fresh.clock());
  }

  @Test
  void inABufferItStaysAlone() {
    DeltaBuffer buffer = new DeltaBuffer(1 << 20, 1 << 16);
    for (int i = 1; i <= 40; i++) {
      PlainReplica.Written written = newer.count("n", 1);
      State delta =
          i % 2 == 0 ? inVersion2(written.change().delta()) : written.change().delta();
      buffer.add(
          written.run(),
          written.after(),
          written.upTo(),
          new Batch.Change(written.key(), delta, Optional.empty()));
    }
    long upTo = 0;
    for (Optional<Batch> next = buffer.drain(); next.isPresent(); next = buffer.drain()) {
      assertEquals(upTo, next.get().after());
      upTo = next.get().upTo();
      assertEquals(upTo, next.get().after() + 1);
    }
    assertEquals(40, upTo);
  }

  @Test
  void whereADeltaIsTooLongToCarryNothingIsClaimed() throws MalformedBytes {
    ByteWriter out = new ByteWriter();
    newer.run().write(out);
    out.varint(4).varint(2).varint(1);
    FRUIT.write(out);
    byte[] delta = new byte[Newer.MAX_BYTES + 1];
    delta[0] = 2;
    Batch batch =
        Batch.read(new ByteReader(out.bytes(Bytes.wrap(delta)).varint(0).toBytes()));
    assertEquals(4, batch.after());
    assertEquals(4, batch.upTo());
  }

  private static Batch batch(PlainReplica.Written written) {
    ReplicaId run = written.run();
    return new Batch(run, written.after(), written.upTo(), List.of(written.change()));
  }
}
