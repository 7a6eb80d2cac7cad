package io.rejoin.antientropy;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;

/**
 * One message of a {@link Session}.
 *
 * <p>Encoding: version, kind of content and what is left in one byte, number in the sender's
 * sequence as a varint, content. Every message has one encoding.
 *
 * @param number counts the sender's messages of this session from 0
 * @param left what the sender has left to say when this message is out
 */
public record Message(long number, Left left, Content content) {
  public static final int VERSION = 2;

  /**
   * The most pressing that a sender has left to say. All but {@code THIS_TURN} give the turn to the
   * other side. What is left says what the other side may ask, so that on neither side more piles
   * up than one turn can cause, and so that there is always one who can go on.
   */
  public enum Left {
    /** More messages of this turn follow. */
    THIS_TURN(0),
    /** Nothing, unless it is asked. */
    NOTHING(1),
    /** Ranges to describe, or entries to bring that nobody asked for. */
    MORE(2),
    /**
     * Entries that are wanted: the other side describes no more ranges until they are asked for.
     */
    WANTS(3),
    /** Answers: the other side asks nothing until they are given. */
    ANSWERS(4);

    private final int code;

    Left(int code) {
      this.code = code;
    }

    private static Left of(int code) throws MalformedBytes {
      for (Left left : values()) {
        if (left.code == code) {
          return left;
        }
      }
      throw new MalformedBytes("unknown rest: " + code, 1);
    }

    /** Whether who has this left may not ask it while the other side has that left. */
    boolean hasToWaitFor(Left other) {
      return switch (this) {
        case THIS_TURN, ANSWERS -> false;
        case NOTHING -> true;
        case WANTS -> !other.allowsWants();
        case MORE -> !other.allowsRanges();
      };
    }

    boolean endsTurn() {
      return this != THIS_TURN;
    }

    boolean allowsWants() {
      return this != ANSWERS;
    }

    boolean allowsRanges() {
      return this != ANSWERS && this != WANTS;
    }
  }

  /** Does this begin a session, so that whoever gets it may create one as responder? */
  public boolean opens() {
    return number == 0 && content instanceof Content.Open;
  }

  public void write(ByteWriter out) {
    out.u8(VERSION).u8(content.kind() | left.code << 4).varint(number);
    content.write(out);
  }

  public static Message read(ByteReader in) throws MalformedBytes {
    int version = in.u8();
    in.check(version == VERSION, "message of another version");
    int form = in.u8();
    Left left = Left.of(form >>> 4);
    long number = in.varint(Long.MAX_VALUE);
    Content content = Content.read(form & 0xf, in);
    return new Message(number, left, content);
  }
}
