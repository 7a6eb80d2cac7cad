package io.rejoin.simulator.maelstrom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.json.Json;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What clients ask, and the answers. Every answer is local: no request waits for another node.
 *
 * <p>A read does not say what it wants to read. Unless the workload was named at the start, it is
 * what was written, here or elsewhere; before anything was, a read is refused for now.
 */
final class Requests {
  private final Values values;
  private @Nullable Workload workload;

  Requests(Values values, Optional<Workload> named) {
    this.values = values;
    workload = named.orElse(null);
  }

  /** The body that answers a request, but for the number of what it answers. */
  ObjectNode answer(Message request) throws RefusedRequest {
    ObjectNode body = request.body();
    String type = request.type();
    ObjectNode answer = Json.object().put(Message.TYPE, type + "_ok");
    return switch (type) {
      case "echo" -> answer.set("echo", field(body, "echo"));
      case "topology" -> topology(body, answer);
      case "add", "broadcast" -> write(type, body, answer);
      case "read" -> read(answer);
      case "" -> throw RefusedRequest.malformed("a body has a type");
      default ->
        throw new RefusedRequest(ErrorCode.NOT_SUPPORTED, "no request of type " + shortened(type));
    };
  }

  /** Only broadcast has a topology. Nodes find their own: each links to all it can reach. */
  private ObjectNode topology(ObjectNode body, ObjectNode answer) throws RefusedRequest {
    if (!field(body, "topology").isObject()) {
      throw RefusedRequest.malformed("a topology is an object");
    }
    if (workload == null) {
      workload = Workload.BROADCAST;
    }
    return answer;
  }

  private ObjectNode write(String type, ObjectNode body, ObjectNode answer) throws RefusedRequest {
    Workload target = workload;
    if (target == null) {
      target = Workload.of(type, body)
          .orElseThrow(() -> RefusedRequest.malformed("nothing to " + type + " in the body"));
    }
    if (!target.request().equals(type)) {
      throw new RefusedRequest(ErrorCode.NOT_SUPPORTED, "no " + type + " in " + target);
    }
    values.write(target, field(body, target.field()));
    workload = target;
    return answer;
  }

  private ObjectNode read(ObjectNode answer) throws RefusedRequest {
    Optional<Workload> known = Optional.ofNullable(workload)
        .or(() -> Stream.of(Workload.values()).filter(values::isKnown).findFirst());
    Workload target = known.orElseThrow(() -> new RefusedRequest(
        ErrorCode.TEMPORARILY_UNAVAILABLE,
        "nothing was written yet that would tell what to read; --workload tells it too"));
    workload = target;
    return answer.set(target.answerField(), values.read(target));
  }

  private static JsonNode field(ObjectNode body, String name) throws RefusedRequest {
    JsonNode value = body.get(name);
    if (value == null) {
      throw RefusedRequest.malformed("the body lacks " + name);
    }
    if (!isFinite(value)) {
      throw RefusedRequest.malformed(name + " has a number beyond the range of doubles");
    }
    return value;
  }

  private static boolean isFinite(JsonNode value) {
    for (JsonNode part : value) {
      if (!isFinite(part)) {
        return false;
      }
    }
    return !value.isFloatingPointNumber() || Double.isFinite(value.doubleValue());
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
