package io.rejoin.node.port;

/** One connection as its transport names it. A transport never uses a value twice. */
public record LinkId(long value) implements Comparable<LinkId> {

  @Override
  public int compareTo(LinkId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "link " + value;
  }
}
