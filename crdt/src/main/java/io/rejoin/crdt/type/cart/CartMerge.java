package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes over what was open in another cart, such as a guest's at login: lines, coupons and notes.
 * Each comes with its dot, so what is here already, or was taken out here after an earlier merge,
 * is left alone, and merging again brings only what is new. The other cart stays as it is.
 *
 * <p>Carts should not be merged in a circle: what a cart removed of its own would come back from
 * one that had taken it over before.
 */
public record CartMerge(List<Copy> copies) implements ShoppingCart.Change {
  private static final int MIN_COPY_BYTES = 12;

  public CartMerge {
    copies = List.copyOf(copies);
    for (int i = 1; i < copies.size(); i++) {
      if (copies.get(i - 1).compareTo(copies.get(i)) >= 0) {
        throw new IllegalArgumentException("copies not ascending");
      }
    }
  }

  /** What is open in this cart. */
  public static CartMerge of(View guest) {
    List<Copy> copies = new ArrayList<>();
    for (CartSection section : CartSection.values()) {
      section
          .read(guest)
          .forEach((name, found) ->
              found.forEach((dot, value) -> copies.add(new Copy(section, name, dot, value))));
    }
    return new CartMerge(copies);
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(ShoppingCart.MERGE).varint(copies.size());
    copies.forEach(copy -> copy.write(out));
  }

  static CartMerge read(ByteReader in) throws MalformedBytes {
    int count = in.count(MIN_COPY_BYTES);
    List<Copy> copies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Copy copy = Copy.read(in);
      in.check(i == 0 || copies.get(i - 1).compareTo(copy) < 0, "copies not ascending");
      copies.add(copy);
    }
    return new CartMerge(copies);
  }

  /** Something in another cart: where, by which operation, and its value. */
  public record Copy(CartSection section, Bytes name, Dot dot, Bytes value)
      implements Comparable<Copy> {
    private static final Comparator<Copy> ORDER =
        Comparator.comparing(Copy::section).thenComparing(Copy::name).thenComparing(Copy::dot);

    public Copy {
      ShoppingCart.checkName(name);
    }

    private void write(ByteWriter out) {
      out.u8(section.tag()).bytes(name);
      dot.write(out);
      out.bytes(value);
    }

    private static Copy read(ByteReader in) throws MalformedBytes {
      CartSection section = CartSection.read(in);
      return new Copy(
          section,
          in.bytes(ShoppingCart.MAX_NAME),
          Dot.read(in),
          in.bytes(2 * ShoppingCart.MAX_NOTE));
    }

    @Override
    public int compareTo(Copy other) {
      return ORDER.compare(this, other);
    }
  }
}
