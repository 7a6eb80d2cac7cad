package io.rejoin.crdt.type.set;

import io.rejoin.crdt.Operation;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;

/** The operations of sets that can only be changed element by element. */
public sealed interface ElementChange extends Operation {
  int ADD = 1;
  int REMOVE = 2;

  Bytes element();

  /** Adds an element; the type says what that means for one that is in, or was removed. */
  record Add(Bytes element) implements ElementChange {
    public Add {
      Elements.check(element);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(ADD).bytes(element);
    }
  }

  /** Removes an element; the type says what that means for one that is out. */
  record Remove(Bytes element) implements ElementChange {
    public Remove {
      Elements.check(element);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE).bytes(element);
    }
  }

  /** Reads one operation, and accepts only what {@link #write} writes. */
  static ElementChange read(ByteReader in) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind == ADD || kind == REMOVE, "unknown operation of a set");
    Bytes element = in.bytes(Elements.MAX_LENGTH);
    return kind == ADD ? new Add(element) : new Remove(element);
  }
}
