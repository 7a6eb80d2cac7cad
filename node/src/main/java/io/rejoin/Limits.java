package io.rejoin;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.config.Keys;
import io.rejoin.node.config.Setting;
import io.rejoin.node.config.Settings;

/**
 * How much of everything a node takes. Each limit is a key of the configuration and is named when
 * it refuses something.
 *
 * @param keyBytes an entry's key in UTF-8
 * @param elementBytes an element of a set, a field of a map, a sku, an order id
 * @param valueBytes a value, such as a register's; a type may add up to a kibibyte of its own
 * @param frameBytes a frame on the wire
 * @param connections open connections
 * @param listeners subscriptions at one time
 * @param waits operations whose confirmation is being waited for at one time
 */
public record Limits(
    int keyBytes,
    int elementBytes,
    int valueBytes,
    int frameBytes,
    int connections,
    int listeners,
    int waits) {
  private static final int VALUE_OVERHEAD = 1024;

  public static Limits of(Settings settings) {
    return new Limits(
        settings.get(Keys.LIMIT_KEY),
        settings.get(Keys.LIMIT_ELEMENT),
        settings.get(Keys.LIMIT_VALUE),
        settings.get(Keys.LIMIT_FRAME),
        settings.get(Keys.LIMIT_CONNECTIONS),
        settings.get(Keys.LIMIT_LISTENERS),
        settings.get(Keys.LIMIT_WAITS));
  }

  public Bytes checkKey(Bytes key) {
    check("the key's bytes", key.length(), Keys.LIMIT_KEY, keyBytes);
    if (key.length() == 0) {
      throw new GridException.BadOperation("a key must not be empty");
    }
    return key;
  }

  /** A type may add some bytes of its own to a value. */
  public Item.Limits items() {
    return new Item.Limits(
        elementBytes, Math.min(valueBytes + VALUE_OVERHEAD, Item.Limits.GREATEST.valueBytes()));
  }

  public Bytes checkValue(Bytes value) {
    check("the value's bytes", value.length(), Keys.LIMIT_VALUE, valueBytes);
    return value;
  }

  /** What an operation that was refused for its size should be told. */
  public GridException refusal(Item.Limits.TooLarge tooLarge) {
    boolean isValue = tooLarge.part() == Item.Limits.TooLarge.Part.VALUE;
    return new GridException.LimitExceeded(
        isValue ? "the value's bytes" : "the element's bytes",
        tooLarge.given(),
        (isValue ? Keys.LIMIT_VALUE : Keys.LIMIT_ELEMENT).path(),
        tooLarge.allowed(),
        false);
  }

  public void checkListeners(long open) {
    check("open listeners", open, Keys.LIMIT_LISTENERS, listeners);
  }

  private static void check(String what, long given, Setting<Integer> limit, long allowed) {
    if (given > allowed) {
      throw new GridException.LimitExceeded(what, given, limit.path(), allowed, false);
    }
  }
}
