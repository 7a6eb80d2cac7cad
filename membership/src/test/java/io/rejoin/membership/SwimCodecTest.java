package io.rejoin.membership;

import static io.rejoin.membership.Rows.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.SwimMessage.Rumour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwimCodecTest {
  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void whatIsWrittenIsRead(long seed) throws MalformedBytes {
    SwimMessage message = anyMessage(new SplittableRandom(seed));
    assertEquals(message, read(write(message)));
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void damagedBytesAreRefusedOrAreAnotherMessageInItsOnlyForm(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = write(anyMessage(random)).toArray();
    for (int i = 0; i < 200; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      assertRefusedOrCanonical(Bytes.wrap(damaged));
    }
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void randomBytesAreRefused(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[2 + random.nextInt(200)];
      random.nextBytes(noise);
      noise[0] = 1;
      noise[1] = (byte) (1 + random.nextInt(8));
      assertRefusedOrCanonical(Bytes.wrap(noise));
    }
  }

  @ParameterizedTest
  @MethodSource("io.rejoin.membership.Seeds#seeds")
  void everyTruncationIsRefused(long seed) {
    Bytes whole = write(anyMessage(new SplittableRandom(seed)));
    for (int length = 0; length < whole.length(); length++) {
      Bytes part = whole.slice(0, length);
      assertThrows(MalformedBytes.class, () -> read(part));
    }
  }

  @Test
  void aCountThatCannotBeIsRefusedBeforeAnythingIsAllocated() {
    ByteWriter out = new ByteWriter();
    out.u8(1).u8(5).varint(1L << 40);
    assertThrows(MalformedBytes.class, () -> read(out.toBytes()));
  }

  @Test
  void linksThatDoNotAscendAreRefused() {
    Rumour rumour = new Rumour(Rows.row(1).withLinks(Rows.ids(2, 3)), id(1));
    byte[] bytes = write(new SwimMessage.Gossip(List.of(rumour))).toArray();
    bytes[bytes.length - 1] = 2;
    assertThrows(MalformedBytes.class, () -> read(Bytes.wrap(bytes)));
  }

  @Test
  void anEndlessMessageIsRefused() {
    Bytes endless = Bytes.wrap(new byte[SwimMessage.MAX_BYTES + 1]);
    assertThrows(MalformedBytes.class, () -> read(endless));
  }

  /** The largest rows there can be, and more news than fits. */
  @Test
  void noMessageIsLongerThanItsLimit() throws MalformedBytes {
    Swim swim = new Swim(SwimConfig.lan(), Rows.row(0), new SplittableRandom(1));
    swim.linked(id(1));
    List<Rumour> rumours = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      rumours.add(new Rumour(largest(i).withStatus(Status.SUSPECT), id(0)));
    }
    for (Rumour rumour : rumours) {
      swim.receive(id(1), new SwimMessage.Sync(List.of(rumour), true), 0);
    }
    swim.receive(id(1), new SwimMessage.PingRequest(1, id(1), List.of()), 0);
    for (Envelope envelope : swim.drainOutbox()) {
      assertEquals(envelope.message(), read(write(envelope.message())));
    }
  }

  private static Member largest(int number) {
    TreeSet<NodeId> links = new TreeSet<>();
    for (int i = 0; i < Member.MAX_LINKS; i++) {
      links.add(new NodeId(-1, i));
    }
    String name = "x".repeat(Member.MAX_NAME_BYTES);
    Optional<String> address = Optional.of("x".repeat(Member.MAX_ADDRESS_BYTES));
    return Member.starting(id(number), name, name, address, new ReplicaId(-1))
        .withIncarnation(Member.MAX_INCARNATION)
        .withLinks(links);
  }

  private static List<Long> groups(SplittableRandom random) {
    return random.longs(1L << random.nextInt(5)).boxed().toList();
  }

  private static SwimMessage anyMessage(SplittableRandom random) {
    List<Rumour> rumours = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      rumours.add(new Rumour(Rows.any(random), id(random.nextLong())));
    }
    long sequence = random.nextLong() >>> random.nextInt(64);
    return switch (random.nextInt(7)) {
      case 0 -> new SwimMessage.Ping(sequence, rumours);
      case 1 -> new SwimMessage.Ack(sequence, rumours);
      case 2 -> new SwimMessage.PingRequest(sequence, id(3), rumours);
      case 3 -> new SwimMessage.Nack(sequence);
      case 4 -> new SwimMessage.Gossip(rumours);
      case 5 -> new SwimMessage.Sync(rumours, random.nextBoolean());
      default -> new SwimMessage.Summary(groups(random), random.nextBoolean());
    };
  }

  private static void assertRefusedOrCanonical(Bytes bytes) {
    try {
      assertEquals(bytes, write(read(bytes)));
    } catch (MalformedBytes refused) {
      assertTrue(refused.toString().contains(" "));
    }
  }

  static Bytes write(SwimMessage message) {
    ByteWriter out = new ByteWriter();
    message.write(out);
    return out.toBytes();
  }

  static SwimMessage read(Bytes bytes) throws MalformedBytes {
    return SwimMessage.read(new ByteReader(bytes));
  }
}
