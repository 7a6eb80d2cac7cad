package io.rejoin.akka;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What one endpoint says to another. Whoever is told has named the link {@code to} itself. From
 * {@code opened} on, what either side says on a link is numbered, so that loss is noticed: remoting
 * keeps the order but drops without a word.
 *
 * <pre>
 * parcel = kind:u8 body
 * 0 open   : version:u8 link:varint endpoint:text        I call this link so, answer there
 * 1 opened : to:varint link:varint endpoint:text         and I call it so
 * 2 frames : to:varint number:varint frame:bytes+
 * 3 taken  : to:varint number:varint parcels:varint cost:varint    so much of yours, since opened
 * 4 close  : to:varint number:varint reason:text
 * </pre>
 */
sealed interface Parcel {
  int VERSION = 1;
  int MAX_TEXT_BYTES = 1_024;

  /** What a parcel of frames needs beside a frame at most. */
  int OVERHEAD = 32;

  /** Somebody wants a link. */
  record Open(int version, long link, String endpoint) implements Parcel {}

  /** A link stands. */
  record Opened(long to, long link, String endpoint) implements Parcel {}

  /** One frame or more, in order. */
  record Frames(long to, long number, List<Bytes> frames) implements Parcel {}

  /** How much was taken of what the other side sent. */
  record Taken(long to, long number, long parcels, long cost) implements Parcel {}

  /** Nothing more comes. */
  record Close(long to, long number, String reason) implements Parcel {}

  /** What a frame takes of a window: small ones are not for nothing. */
  static int cost(Bytes frame) {
    return frame.length() + OVERHEAD;
  }

  default byte[] encoded() {
    ByteWriter out = new ByteWriter();
    if (this instanceof Open open) {
      out.u8(0).u8(open.version).varint(open.link).text(open.endpoint);
    } else if (this instanceof Opened opened) {
      out.u8(1).varint(opened.to).varint(opened.link).text(opened.endpoint);
    } else if (this instanceof Frames some) {
      out.u8(2).varint(some.to).varint(some.number);
      some.frames.forEach(out::bytes);
    } else if (this instanceof Taken taken) {
      out.u8(3).varint(taken.to).varint(taken.number).varint(taken.parcels).varint(taken.cost);
    } else if (this instanceof Close close) {
      out.u8(4).varint(close.to).varint(close.number).text(close.reason);
    }
    return out.toBytes().toArray();
  }

  /** Reads what another endpoint said; takes no memory for what a length only promises. */
  static Parcel decoded(byte[] bytes) throws MalformedBytes {
    ByteReader in = new ByteReader(Bytes.wrap(bytes));
    int kind = in.u8();
    Parcel parcel = switch (kind) {
      case 0 -> new Open(in.u8(), in.varint(), in.text(MAX_TEXT_BYTES));
      case 1 -> new Opened(in.varint(), in.varint(), in.text(MAX_TEXT_BYTES));
      case 2 -> new Frames(in.varint(), in.varint(), frames(in));
      case 3 -> new Taken(in.varint(), in.varint(), in.varint(), in.varint());
      case 4 -> new Close(in.varint(), in.varint(), in.text(MAX_TEXT_BYTES));
      default -> throw new MalformedBytes("a parcel of kind " + kind, 0);
    };
    in.end();
    return parcel;
  }

  private static List<Bytes> frames(ByteReader in) throws MalformedBytes {
    List<Bytes> frames = new ArrayList<>();
    while (in.remaining() > 0) {
      frames.add(in.bytes(in.remaining()));
    }
    return frames;
  }
}
