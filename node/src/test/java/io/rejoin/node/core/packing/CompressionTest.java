package io.rejoin.node.core.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Chunk;
import io.rejoin.node.core.frame.Frame.Packed;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.Lane;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CompressionTest {
  private static final int MOST = 1 << 20;
  private static final Bytes OFFER = Compression.ALL.offer();
  private static final Packing PACKING = Compression.ALL.towards(OFFER, true).orElseThrow();

  private static Frame frame(Bytes content) {
    return new Chunk(Lane.REPAIR, 1, 0, true, content);
  }

  private static Bytes packed(Bytes content) {
    Frame frame = frame(content);
    return Compression.packed(PACKING, frame, FrameCodec.encode(frame));
  }

  private static Packed read(Bytes bytes) throws MalformedBytes {
    return (Packed) FrameCodec.decode(bytes);
  }

  @Test
  void whatIsPackedComesOutAsItWas() throws MalformedBytes {
    Bytes text = Bytes.utf8("{\"sku\":\"apple\",\"quantity\":2},".repeat(100));
    Bytes packed = packed(text);
    assertTrue(packed.length() < text.length() / 4, packed.length() + " bytes");
    assertEquals(Optional.of(Lane.REPAIR), FrameCodec.laneOf(packed));
    Bytes plain = Compression.AUTO.unpacked(read(packed), MOST);
    assertEquals(frame(text), FrameCodec.decode(plain));
  }

  @Test
  void whatIsShortOrDoesNotGetShorterTravelsAsItIs() {
    byte[] noise = new byte[4_000];
    new SplittableRandom(1).nextBytes(noise);
    assertEquals(FrameCodec.encode(frame(Bytes.wrap(noise))), packed(Bytes.wrap(noise)));
    Bytes brief = Bytes.utf8("x".repeat(100));
    assertEquals(FrameCodec.encode(frame(brief)), packed(brief));
  }

  @Test
  void bothSidesMustBeAbleTo() {
    assertTrue(Compression.AUTO.towards(OFFER, false).isPresent());
    assertTrue(Compression.AUTO.towards(OFFER, true).isEmpty());
    assertTrue(Compression.ALL.towards(Compression.OFF.offer(), false).isEmpty());
    assertTrue(Compression.OFF.towards(OFFER, false).isEmpty());
  }

  /** Nothing is allocated for what is claimed. */
  @Test
  void aBombIsRefusedByItsClaim() {
    Bytes content = PACKING.pack(Bytes.wrap(new byte[10 << 20]));
    refused(new Packed(Lane.REPAIR, 1, 10 << 20, content), 20 << 20);
    refused(new Packed(Lane.REPAIR, 1, Integer.MAX_VALUE, content), 20 << 20);
    refused(new Packed(Lane.REPAIR, 1, 1_000, content), 20 << 20);
  }

  @Test
  void whatIsNotWhatItClaimsToBeIsRefused() {
    Bytes content = PACKING.pack(Bytes.utf8("plum ".repeat(200)));
    refused(new Packed(Lane.DELTA, 1, 999, content), MOST);
    refused(new Packed(Lane.DELTA, 1, 1_001, content), MOST);
    refused(new Packed(Lane.DELTA, 2, 1_000, content), MOST);
    refused(new Packed(Lane.DELTA, 1, 1_000, content), 999);
    refused(new Packed(Lane.DELTA, 1, 1_000, content.slice(0, 9)), MOST);
    refused(new Packed(Lane.DELTA, 1, 1_000, Bytes.EMPTY), MOST);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = new byte[1 + random.nextInt(40)];
      random.nextBytes(damaged);
      refused(new Packed(Lane.DELTA, 1, 5_000, Bytes.wrap(damaged)), MOST);
    }
  }

  private static void refused(Packed packed, int most) {
    assertThrows(MalformedBytes.class, () -> Compression.ALL.unpacked(packed, most));
  }
}
