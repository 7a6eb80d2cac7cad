package io.rejoin.crdt;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.List;

/**
 * Where in an entry an item lies: a list of components, empty at the root. What the components mean
 * is the type's business; at most {@link #MAX_LENGTH} of at most {@link #MAX_COMPONENT} bytes.
 */
public record Path(List<Bytes> components) {
  public static final int MAX_LENGTH = 32;
  public static final int MAX_COMPONENT = 64 * 1024;
  public static final Path ROOT = new Path(List.of());

  public Path {
    components = List.copyOf(components);
    if (components.size() > MAX_LENGTH) {
      throw new IllegalArgumentException("path longer than " + MAX_LENGTH);
    }
    for (Bytes component : components) {
      if (component.length() > MAX_COMPONENT) {
        throw new IllegalArgumentException(
            component.length() + " bytes in a path, at most " + MAX_COMPONENT + " are allowed");
      }
    }
  }

  public static Path of(Bytes... components) {
    return components.length == 0 ? ROOT : new Path(List.of(components));
  }

  public int length() {
    return components.size();
  }

  public boolean isRoot() {
    return components.isEmpty();
  }

  public Bytes component(int depth) {
    return components.get(depth);
  }

  public Path child(Bytes component) {
    Bytes[] longer = components.toArray(new Bytes[components.size() + 1]);
    longer[components.size()] = component;
    return of(longer);
  }

  void write(ByteWriter out) {
    out.varint(components.size());
    components.forEach(out::bytes);
  }

  static Path read(ByteReader in) throws MalformedBytes {
    int length = in.count(1);
    in.check(length <= MAX_LENGTH, "path too long");
    if (length == 0) {
      return ROOT;
    }
    Bytes[] components = new Bytes[length];
    for (int i = 0; i < length; i++) {
      components[i] = in.bytes(MAX_COMPONENT);
    }
    return of(components);
  }

  /** The number of bytes that {@link #write} takes. */
  int size() {
    int size = 1;
    for (Bytes component : components) {
      size += ByteWriter.varintSize(component.length()) + component.length();
    }
    return size;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("/");
    for (Bytes component : components) {
      text.append(component).append('/');
    }
    return text.toString();
  }
}
