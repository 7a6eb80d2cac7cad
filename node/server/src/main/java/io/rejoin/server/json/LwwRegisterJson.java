package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.register.LwwRegister;
import java.util.List;

/** {@code set{"value"}}; the value is the last one, beside it those that lost to it. */
final class LwwRegisterJson implements TypeJson {
  @Override
  public CrdtType<?> type() {
    return LwwRegister.TYPE;
  }

  @Override
  public Operation operation(String op, Fields fields) throws InvalidJson {
    if (!op.equals("set")) {
      throw unknown(op, "set");
    }
    return new LwwRegister.Set(fields.only("op", "value").bytes("value"));
  }

  @Override
  public void describe(View view, ObjectNode into) {
    List<LwwRegister.Version> versions = LwwRegister.versions(view);
    if (versions.isEmpty()) {
      into.set("value", NullNode.getInstance());
      return;
    }
    into.set("value", Texts.json(versions.get(0).value()));
    ArrayNode lost = into.putArray("lost");
    for (LwwRegister.Version version : versions.subList(1, versions.size())) {
      lost.add(Texts.json(version.value()));
    }
  }
}
