package io.rejoin.crdt.bytes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Encodings of states that were written by a newer version than this one: it cannot read them, and
 * carries them for those who can. Nothing of them is shown, nor in any digest.
 *
 * <p>The join is the union, as far as the limits allow: the {@value #MAX_COUNT} shortest that take
 * no more than {@link #MAX_BYTES} together are kept, equally long ones in the order of their bytes.
 * What is left out of one union would be left out of every greater one as well, so this is a
 * semilattice, whatever comes first.
 */
public final class Newer {
  /** Encodings that an entry carries at most. */
  public static final int MAX_COUNT = 16;

  /** Bytes that the encodings of an entry take at most. */
  public static final int MAX_BYTES = 64 * 1024;

  public static final Newer NONE = new Newer(List.of(), false);

  /** Shorter ones first, equally long ones by content. */
  public static final Comparator<Bytes> ORDER =
      Comparator.comparingInt(Bytes::length).thenComparing(Comparator.naturalOrder());

  private final List<Bytes> encodings;
  private final boolean isCut;

  private Newer(List<Bytes> encodings, boolean isCut) {
    this.encodings = encodings;
    this.isCut = isCut;
  }

  /** As many of these as the limits allow. */
  public static Newer of(Collection<Bytes> encodings) {
    List<Bytes> kept = new ArrayList<>();
    long bytes = 0;
    TreeSet<Bytes> ascending = new TreeSet<>(ORDER);
    ascending.addAll(encodings);
    for (Bytes encoding : ascending) {
      bytes += encoding.length();
      if (kept.size() == MAX_COUNT || bytes > MAX_BYTES) {
        break;
      }
      kept.add(encoding);
    }
    boolean all = kept.size() == ascending.size();
    return ascending.isEmpty() ? NONE : new Newer(List.copyOf(kept), !all);
  }

  /** Those of both, within the limits. */
  public Newer union(Newer other) {
    if (other.isEmpty()) {
      return this;
    }
    List<Bytes> both = new ArrayList<>(encodings);
    both.addAll(other.encodings);
    return of(both);
  }

  public boolean isEmpty() {
    return encodings.isEmpty();
  }

  /** Ascending by length, then by content. */
  public List<Bytes> encodings() {
    return encodings;
  }

  /** Were some left out for the limits when this was read or joined? */
  public boolean isCut() {
    return isCut;
  }

  /** How many of these another one does not have. */
  public int missingIn(Newer other) {
    return (int)
        encodings.stream().filter(each -> !other.encodings.contains(each)).count();
  }

  /** The same encodings. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Newer that && encodings.equals(that.encodings));
  }

  @Override
  public int hashCode() {
    return encodings.hashCode();
  }

  /** For people; not a format. */
  @Override
  public String toString() {
    return "Newer" + encodings;
  }
}
