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

/**
 * A switch, off until it is enabled. When an enable and a disable did not see each other, {@link
 * #ENABLE_WINS} is on and {@link #DISABLE_WINS} is off: take the side on which a mistake does less
 * harm. Either way an operation overrules everything that it has seen.
 *
 * <p>Where enabling wins, an enable replaces the items it sees by one, and a disable removes them:
 * the flag is on if anything is there. Where disabling wins, both write: an operation replaces the
 * items it sees by one that says which it was, and the flag is on if something is there and no
 * disable is. That one item stays when the flag is off, since an enable that has not seen the
 * disable may still be on its way.
 *
 * <p>Source: the flags of Riak, basho/riak_dt, {@code riak_dt_enable_flag} and {@code
 * riak_dt_disable_flag}.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>enable wins</th><th>disable wins</th></tr>
 * <tr><td>enable</td><td>enable</td><td>on</td><td>on</td></tr>
 * <tr><td>disable</td><td>disable</td><td>off</td><td>off</td></tr>
 * <tr><td>disable</td><td>enable</td><td>on</td><td>off</td></tr>
 * <tr><td>remove a field that is on</td><td>enable it</td><td>on</td><td>on</td></tr>
 * <tr><td>remove a field that is on</td><td>disable it</td><td>off</td><td>off</td></tr>
 * </table>
 */
public final class Flag implements CrdtType<Flag.Change> {
  public static final Flag ENABLE_WINS = new Flag(12, "ew-flag", false);
  public static final Flag DISABLE_WINS = new Flag(13, "dw-flag", true);

  private static final int ENABLE = 1;
  private static final int DISABLE = 2;

  private static final Bytes ON = Bytes.wrap(new byte[] {1});
  private static final Bytes OFF = Bytes.wrap(new byte[] {0});

  /** The operations of this type. */
  public sealed interface Change extends Operation {}

  /** Switches on, also if it is on: against a disable that has not seen this enable. */
  public record Enable() implements Change {
    @Override
    public void write(ByteWriter out) {
      out.u8(ENABLE);
    }
  }

  /** Switches off; where disabling wins also if it is off. */
  public record Disable() implements Change {
    @Override
    public void write(ByteWriter out) {
      out.u8(DISABLE);
    }
  }

  private final int id;
  private final String name;
  private final boolean disableWins;

  private Flag(int id, String name, boolean disableWins) {
    this.id = id;
    this.name = name;
    this.disableWins = disableWins;
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
  public void apply(Slot slot, Change change) {
    slot.removeHere();
    if (change instanceof Enable) {
      slot.put(ON);
    } else if (disableWins) {
      slot.put(OFF);
    }
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind == ENABLE || kind == DISABLE, "unknown operation of a flag");
    return kind == ENABLE ? new Enable() : new Disable();
  }

  public static boolean isEnabled(State state) {
    return isEnabled(state.root());
  }

  /** Is it on? Reads both kinds of flags. */
  public static boolean isEnabled(View view) {
    boolean enabled = false;
    for (Item item : view.items()) {
      if (item.value().equals(OFF)) {
        return false;
      }
      enabled |= item.value().equals(ON);
    }
    return enabled;
  }
}
