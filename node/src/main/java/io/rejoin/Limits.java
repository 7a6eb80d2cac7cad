package io.rejoin;

import io.rejoin.crdt.Operation;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.node.config.Keys;
import io.rejoin.node.config.Setting;
import io.rejoin.node.config.Settings;

/**
 * How much of everything a node takes. Each limit is a key of the configuration and is named when
 * it refuses something.
 *
 * @param keyBytes an entry's key in UTF-8
 * @param elementBytes an element of a set, a field of a map, a sku, an order id
 * @param valueBytes a register's value
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

  static Limits of(Settings settings) {
    return new Limits(
        settings.get(Keys.LIMIT_KEY),
        settings.get(Keys.LIMIT_ELEMENT),
        settings.get(Keys.LIMIT_VALUE),
        settings.get(Keys.LIMIT_FRAME),
        settings.get(Keys.LIMIT_CONNECTIONS),
        settings.get(Keys.LIMIT_LISTENERS),
        settings.get(Keys.LIMIT_WAITS));
  }

  Bytes checkKey(Bytes key) {
    check("the key's bytes", key.length(), Keys.LIMIT_KEY, keyBytes);
    if (key.length() == 0) {
      throw new GridException.BadOperation("a key must not be empty");
    }
    return key;
  }

  Bytes checkElement(Bytes element) {
    check("the element's bytes", element.length(), Keys.LIMIT_ELEMENT, elementBytes);
    return element;
  }

  Bytes checkValue(Bytes value) {
    check("the value's bytes", value.length(), Keys.LIMIT_VALUE, valueBytes);
    return value;
  }

  /** Checks what an operation brings, wherever it was made. */
  void check(Operation operation) {
    if (operation instanceof ShoppingCart.Add add) {
      checkElement(add.sku());
    } else if (operation instanceof ShoppingCart.SetQuantity set) {
      checkElement(set.sku());
    } else if (operation instanceof ShoppingCart.Checkout checkout) {
      checkElement(checkout.orderId());
    } else if (operation instanceof LwwRegister.Set set) {
      checkValue(set.value());
    } else if (operation instanceof MvRegister.Set set) {
      checkValue(set.value());
    } else if (operation instanceof AddWinsSet.Add add) {
      checkElement(add.element());
    } else if (operation instanceof ObservedRemoveMap.Update<?> update) {
      checkElement(update.field());
      check(update.operation());
    }
  }

  void checkListeners(long open) {
    check("open listeners", open, Keys.LIMIT_LISTENERS, listeners);
  }

  private static void check(String what, long given, Setting<Integer> limit, long allowed) {
    if (given > allowed) {
      throw new GridException.LimitExceeded(what, given, limit.path(), allowed, false);
    }
  }
}
