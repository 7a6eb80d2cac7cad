package io.rejoin.node.core.packing;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Packed;
import io.rejoin.node.core.frame.FrameCodec;
import java.util.List;
import java.util.Optional;

/**
 * On which links a node packs what it sends. Each side names in its Hello what it can unpack; what
 * both can is used. So nodes that pack and nodes that do not are in one grid.
 */
public enum Compression {
  OFF,
  /** Between sites, where links are slow. */
  AUTO,
  ALL;

  /** Shorter frames are not worth it. */
  static final int LEAST = 512;

  /** Nothing honest is packed into less than one of so many bytes, beyond what is allowed any. */
  static final int MOST_RATIO = 64;

  private static final int ANY = 1 << 16;

  private static final List<Packing> KNOWN = List.of(new Deflating());

  /** What a node says that it can unpack: a list of numbers of one byte. */
  public Bytes offer() {
    byte[] ids = new byte[this == OFF ? 0 : KNOWN.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (byte) KNOWN.get(i).id();
    }
    return Bytes.wrap(ids);
  }

  /** What is used towards a peer that offers this. */
  public Optional<Packing> towards(Bytes offered, boolean sameSite) {
    boolean packs = this == ALL || (this == AUTO && !sameSite);
    return packs
        ? KNOWN.stream().filter(each -> contains(offered, each.id())).findFirst()
        : Optional.empty();
  }

  private static boolean contains(Bytes offered, int id) {
    for (int i = 0; i < offered.length(); i++) {
      if ((offered.at(i) & 0xff) == id) {
        return true;
      }
    }
    return false;
  }

  /** A frame as it travels: packed if that makes it shorter and can be taken for honest. */
  public static Bytes packed(Packing packing, Frame frame, Bytes plain) {
    if (plain.length() < LEAST) {
      return plain;
    }
    Bytes content = packing.pack(plain);
    Packed packed = new Packed(frame.lane(), packing.id(), plain.length(), content);
    return content.length() < plain.length() * 0.9 && isHonest(packed)
        ? FrameCodec.encode(packed)
        : plain;
  }

  private static boolean isHonest(Packed packed) {
    return packed.length() <= ANY + (long) MOST_RATIO * packed.content().length();
  }

  /**
   * What is in a packed frame.
   *
   * @param most bytes of the longest frame that is taken
   * @throws MalformedBytes if it is nothing that this node offered to unpack, or becomes too large
   */
  public Bytes unpacked(Packed packed, int most) throws MalformedBytes {
    if (packed.length() > most || !isHonest(packed)) {
      throw new MalformedBytes(
          packed.length() + " bytes packed into " + packed.content().length(), 0);
    }
    for (Packing packing : this == OFF ? List.<Packing>of() : KNOWN) {
      if (packing.id() == packed.algorithm()) {
        return packing.unpack(packed.content(), packed.length());
      }
    }
    throw new MalformedBytes("packed in a way that was not offered", 0);
  }
}
