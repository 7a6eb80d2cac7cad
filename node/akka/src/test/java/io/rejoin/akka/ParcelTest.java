package io.rejoin.akka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParcelTest {
  private static final List<Parcel> SOME = List.of(
      new Parcel.Open(1, 5, "akka://shop@host:1/system/rejoin#77"),
      new Parcel.Opened(5, 300, "akka://shop@host:2/system/rejoin#78"),
      new Parcel.Frames(300, 1, List.of(Bytes.utf8("one"), Bytes.EMPTY, Bytes.utf8("three"))),
      new Parcel.Taken(5, 1, 3, 1L << 40),
      new Parcel.Close(300, 2, "over"));

  @Test
  void whatIsEncodedIsReadAgain() throws MalformedBytes {
    for (Parcel parcel : SOME) {
      assertEquals(parcel, Parcel.decoded(parcel.encoded()));
    }
  }

  @Test
  void aParcelNeedsLittleBesideItsFrame() {
    Bytes frame = Bytes.wrap(new byte[200_000]);
    byte[] parcel = new Parcel.Frames(Long.MAX_VALUE, Long.MAX_VALUE, List.of(frame)).encoded();
    assertEquals(Parcel.OVERHEAD, Math.max(Parcel.OVERHEAD, parcel.length - frame.length()));
  }

  @Test
  void whatIsCutShortOrUnknownIsMalformed() {
    for (Parcel parcel : SOME) {
      byte[] whole = parcel.encoded();
      assertThrows(
          MalformedBytes.class, () -> Parcel.decoded(Arrays.copyOf(whole, whole.length - 1)));
    }
    assertThrows(MalformedBytes.class, () -> Parcel.decoded(new byte[] {5}));
  }

  @Test
  void noiseIsMalformedOrAParcelAndNothingElse() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[1 + random.nextInt(40)];
      random.nextBytes(noise);
      noise[0] = (byte) random.nextInt(6);
      try {
        assertArrayEquals(noise, Parcel.decoded(noise).encoded());
      } catch (MalformedBytes malformed) {
        assertEquals(MalformedBytes.class, malformed.getClass());
      }
    }
  }
}
