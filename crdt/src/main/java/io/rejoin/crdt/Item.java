package io.rejoin.crdt;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;

/**
 * The atom of every state: a value that one operation wrote at a path, named by the dot of that
 * operation. It never changes; it is live until an operation that has seen it removes it.
 */
public record Item(Dot dot, Path path, Bytes value) {
  /** A register's 16 MiB and what a type adds to them. */
  public static final int MAX_VALUE = 16 * 1024 * 1024 + 1024;

  public Item {
    check(value);
  }

  /** Refuses a value that no item may have. */
  static void check(Bytes value) {
    if (value.length() > MAX_VALUE) {
      throw new IllegalArgumentException(
          value.length() + " bytes in a value, at most " + MAX_VALUE + " are allowed");
    }
  }

  /**
   * How large the items that operations put here may be. Items of others are joined whatever their
   * size, up to the formats' own limits: a node with lower limits must not be cut off.
   *
   * @param componentBytes a component of a path: an element of a set, a field of a map, a sku
   * @param valueBytes a value
   */
  public record Limits(int componentBytes, int valueBytes) {
    /** What the formats allow. */
    public static final Limits GREATEST = new Limits(Path.MAX_COMPONENT, MAX_VALUE);

    void check(Path path, Bytes value) {
      for (int i = 0; i < path.length(); i++) {
        int length = path.component(i).length();
        if (length > componentBytes) {
          throw new TooLarge(TooLarge.Part.COMPONENT, length, componentBytes);
        }
      }
      if (value.length() > valueBytes) {
        throw new TooLarge(TooLarge.Part.VALUE, value.length(), valueBytes);
      }
    }

    /** An operation would put something larger than its author allows; nothing has changed. */
    public static final class TooLarge extends IllegalArgumentException {
      private static final long serialVersionUID = 1L;

      /** What is too large. */
      public enum Part {
        COMPONENT("a name or element"),
        VALUE("a value");

        private final String text;

        Part(String text) {
          this.text = text;
        }
      }

      private final Part part;
      private final int given;
      private final int allowed;

      TooLarge(Part part, int given, int allowed) {
        super(given + " bytes in " + part.text + ", at most " + allowed + " are allowed");
        this.part = part;
        this.given = given;
        this.allowed = allowed;
      }

      public Part part() {
        return part;
      }

      /** Its bytes. */
      public int given() {
        return given;
      }

      /** The bytes that are allowed. */
      public int allowed() {
        return allowed;
      }
    }
  }
}
