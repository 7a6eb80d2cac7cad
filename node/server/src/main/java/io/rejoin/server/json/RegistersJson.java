package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.register.ExtremeRegister;
import io.rejoin.crdt.type.register.Flag;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import java.util.List;
import java.util.Optional;

/** Registers and flags: the value is a text, or null if nothing was ever written; true or false. */
final class RegistersJson {
  private RegistersJson() {}

  static List<TypeJson> all() {
    return List.of(
        new Described(LwwRegister.TYPE, RegistersJson::describeLww)
            .with("set", fields -> new LwwRegister.Set(fields.bytes("value")), "value"),
        new Described(MvRegister.TYPE, RegistersJson::describeMv)
            .with("set", fields -> new MvRegister.Set(fields.bytes("value")), "value"),
        extreme(ExtremeRegister.MAX),
        extreme(ExtremeRegister.MIN),
        flag(Flag.ENABLE_WINS),
        flag(Flag.DISABLE_WINS));
  }

  /** Beside the last value those that lost to it. */
  private static void describeLww(View view, ObjectNode into) {
    List<LwwRegister.Version> versions = LwwRegister.versions(view);
    put(versions.stream().findFirst().map(LwwRegister.Version::value), into);
    if (!versions.isEmpty()) {
      ArrayNode lost = into.putArray("lost");
      versions.stream().skip(1).forEach(version -> lost.add(Texts.json(version.value())));
    }
  }

  /** A sorted list: more than one value is a conflict. */
  private static void describeMv(View view, ObjectNode into) {
    ArrayNode values = into.putArray("value");
    MvRegister.values(view).forEach(value -> values.add(Texts.json(value)));
  }

  private static void put(Optional<Bytes> value, ObjectNode into) {
    into.set("value", value.map(Texts::json).orElse(NullNode.getInstance()));
  }

  private static TypeJson extreme(ExtremeRegister type) {
    return new Described(type, (view, into) -> put(type.value(view), into))
        .with("offer", fields -> new ExtremeRegister.Offer(fields.bytes("value")), "value");
  }

  private static TypeJson flag(Flag type) {
    return new Described(type, (view, into) -> into.put("value", Flag.isEnabled(view)))
        .with("enable", fields -> new Flag.Enable())
        .with("disable", fields -> new Flag.Disable());
  }
}
