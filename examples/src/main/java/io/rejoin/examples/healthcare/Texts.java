package io.rejoin.examples.healthcare;

import io.rejoin.Codec;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Values that consist of texts, as bytes: each text with its length before it. Equal values have
 * equal bytes, so they can be elements of sets.
 *
 * @param least how many texts there are at least; a later version may add some at the end
 */
record Texts<T>(int least, Function<T, List<String>> write, Function<List<String>, T> read)
    implements Codec<T> {
  private static final int MAX_BYTES = 1 << 16;

  @Override
  public Bytes encode(T value) {
    ByteWriter out = new ByteWriter();
    write.apply(value).forEach(out::text);
    return out.toBytes();
  }

  @Override
  public T decode(Bytes bytes) throws MalformedBytes {
    ByteReader in = new ByteReader(bytes);
    List<String> texts = new ArrayList<>();
    while (in.remaining() > 0) {
      texts.add(in.text(MAX_BYTES));
    }
    in.check(texts.size() >= least, "too few texts");
    return read.apply(texts);
  }

  @Override
  public boolean canonical() {
    return true;
  }
}
