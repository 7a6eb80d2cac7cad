package io.rejoin.crdt.type.register;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Comparator;
import java.util.Optional;

/**
 * A register that keeps the greatest value it was ever offered ({@link #MAX}), or the least one
 * ({@link #MIN}): a high-water mark, the earliest of some dates, the best bid.
 *
 * <p>Values are compared as unsigned bytes, the shorter of two first if one begins with the other.
 * So the value's codec decides what is greater; big-endian numbers whose sign bit is inverted sort
 * like the numbers. An offer that is not beyond what is seen changes nothing, any other replaces
 * what it beats; so there is more than one item only after concurrent offers.
 *
 * <p>Source: C. Baquero, P. S. Almeida, A. Cunha, C. Ferreira, "Composition in state-based
 * replicated data types", Bulletin of the EATCS 123 (2017), for chains as states that join.
 *
 * <table>
 * <caption>Operations that did not see each other ({@code MAX}; {@code MIN} the other way round)
 * </caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>offer 5</td><td>offer 7</td><td>7</td></tr>
 * <tr><td>offer 5</td><td>offer 5</td><td>5</td></tr>
 * <tr><td>remove a field that holds 5</td><td>offer 7 to it</td><td>7</td></tr>
 * <tr><td>remove a field that holds 5</td><td>offer 3 to it</td><td>nothing: the offer changed
 *     nothing</td></tr>
 * </table>
 */
public final class ExtremeRegister implements CrdtType<ExtremeRegister.Offer> {
  public static final ExtremeRegister MAX =
      new ExtremeRegister(10, "max-register", Comparator.naturalOrder());
  public static final ExtremeRegister MIN =
      new ExtremeRegister(11, "min-register", Comparator.reverseOrder());
  public static final int MAX_VALUE = LwwRegister.MAX_VALUE;

  /** Offers a value of at most {@link #MAX_VALUE} bytes. */
  public record Offer(Bytes value) implements Operation {
    public Offer {
      if (value.length() > MAX_VALUE) {
        throw new IllegalArgumentException(
            value.length() + " bytes in a register, at most " + MAX_VALUE + " are allowed");
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.bytes(value);
    }
  }

  private final int id;
  private final String name;
  private final Comparator<Bytes> order;

  private ExtremeRegister(int id, String name, Comparator<Bytes> order) {
    this.id = id;
    this.name = name;
    this.order = order;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void apply(Slot slot, Offer offer) {
    boolean isBeyond =
        value(slot.seen()).map(best -> order.compare(offer.value(), best) > 0).orElse(true);
    if (isBeyond) {
      slot.removeHere();
      slot.put(offer.value());
    }
  }

  @Override
  public Offer readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return new Offer(in.bytes(MAX_VALUE));
  }

  public Optional<Bytes> value(State state) {
    return value(state.root());
  }

  /** The best value, if any was ever offered. */
  public Optional<Bytes> value(View view) {
    return view.items().stream().map(Item::value).max(order);
  }
}
