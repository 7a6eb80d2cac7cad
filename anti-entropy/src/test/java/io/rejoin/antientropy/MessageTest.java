package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The encoding of messages: what is written is read, and nothing else is. */
class MessageTest {
  private static final List<Message> SAID = said();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @Test
  void everyKindIsAmongThoseSaid() {
    Set<Integer> kinds = new TreeSet<>();
    SAID.forEach(message -> kinds.add(message.content().kind()));
    assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), kinds);
  }

  @Test
  void everyMessageIsReadAsItWasWrittenAndHasOneEncoding() {
    for (Message message : SAID) {
      Bytes encoded = Wire.write(message);
      assertEquals(message, Wire.read(encoded));
      assertEquals(encoded, Wire.write(Wire.read(encoded)));
    }
  }

  @Test
  void aMessageThatIsCutIsRefused() {
    for (Message message : SAID) {
      Bytes encoded = Wire.write(message);
      for (int length = 0; length < encoded.length(); length += 1 + length / 50) {
        Bytes cut = encoded.slice(0, length);
        assertThrows(MalformedBytes.class, () -> Message.read(new ByteReader(cut)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aDamagedMessageIsRefusedOrIsAnotherCanonicalOne(long seed) {
    Random random = new Random(seed);
    for (Message message : SAID) {
      byte[] damaged = Wire.write(message).toArray();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        ByteReader in = new ByteReader(Bytes.copyOf(damaged));
        Message other = Message.read(in);
        in.end();
        assertEquals(Bytes.wrap(damaged), Wire.write(other));
      } catch (MalformedBytes e) {
        assertTrue(e.offset() <= damaged.length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomBytesAreNoMessage(long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(1, 200)];
    random.nextBytes(bytes);
    bytes[0] = 3;
    assertThrows(MalformedBytes.class, () -> Message.read(new ByteReader(Bytes.wrap(bytes))));
  }

  @Test
  void whatALaterVersionAddsToOpenIsSkipped() {
    Bytes extension = Bytes.utf8("\t\0view, shards"); // states of version 9, of a member
    Content.Open open =
        new Content.Open(1, NodeDigest.EMPTY, Clock.EMPTY, Clock.EMPTY, Clock.EMPTY, extension);
    Session session = new Session(new PlainReplica(1), Session.Limits.STANDARD);
    Message later = Wire.read(Wire.write(new Message(0, Message.Left.MORE, open)));
    assertTrue(later.opens());
    session.reconcile(later);
    assertEquals(Session.Outcome.AGREED, session.outcome().orElseThrow());
  }

  @Test
  void aListThatClaimsMoreThanThereIsIsRefused() {
    for (int kind = Content.NODES; kind <= Content.REMOVALS; kind++) {
      ByteWriter out = new ByteWriter().u8(Message.VERSION).u8(kind).varint(0);
      ByteReader in = new ByteReader(out.varint(1L << 40).toBytes());
      assertThrows(MalformedBytes.class, () -> Message.read(in));
    }
  }

  /** Everything that was said in sessions with much to say. */
  private static List<Message> said() {
    List<Message> said = new ArrayList<>();
    Session.Limits limits = new Session.Limits(8192, 8192, 0, 100_000, 1000);
    for (int sets : new int[] {1, 30, 500}) {
      PlainReplica a = new PlainReplica(1);
      PlainReplica b = new PlainReplica(2);
      for (int i = 0; i < sets; i++) {
        a.add("set" + i, "x");
      }
      b.like(a);
      for (int i = 0; i < sets; i++) {
        b.add(i % 3 == 0 ? "new" + i : "set" + i, "y");
        a.add(i % 5 == 0 ? "fresh" + i : "set" + i, "z");
        b.remove("set" + i / 2, "x");
        a.add("large", "element " + i);
        b.add("large", "other " + i);
      }
      new Wire(a, b, limits).losing(message -> !said.add(message)).run();
      new Wire(new PlainReplica(3), b, limits)
          .losing(message -> !said.add(message))
          .run();
    }
    return said;
  }
}
