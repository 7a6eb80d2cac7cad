package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.sequence.ReplicatedList;
import io.rejoin.crdt.type.sequence.ReplicatedText;
import io.rejoin.crdt.type.tree.MovableTree;
import java.util.List;

/** Lists, texts (indexes count code points) and trees (nodes with name, parent and content). */
final class SequencesJson {
  private SequencesJson() {}

  static List<TypeJson> all() {
    return List.of(list(), text(), tree());
  }

  private static TypeJson list() {
    return new Described(ReplicatedList.TYPE, (view, into) -> {
          ArrayNode value = into.putArray("value");
          ReplicatedList.elements(view).forEach(element -> value.add(Texts.json(element)));
        })
        .with(
            "insert",
            fields ->
                new ReplicatedList.Insert(index(fields, "index"), List.of(fields.bytes("element"))),
            "index",
            "element")
        .with(
            "delete",
            fields -> new ReplicatedList.Delete(index(fields, "index"), count(fields)),
            "index",
            "count")
        .with(
            "move",
            fields -> new ReplicatedList.Move(index(fields, "from"), index(fields, "to")),
            "from",
            "to");
  }

  private static TypeJson text() {
    return new Described(
            ReplicatedText.TYPE, (view, into) -> into.put("value", ReplicatedText.text(view)))
        .with(
            "insert",
            fields -> new ReplicatedText.Insert(index(fields, "index"), fields.text("text")),
            "index",
            "text")
        .with(
            "delete",
            fields -> new ReplicatedText.Delete(index(fields, "index"), count(fields)),
            "index",
            "count")
        .with(
            "move",
            fields -> new ReplicatedText.Move(index(fields, "from"), index(fields, "to")),
            "from",
            "to");
  }

  private static TypeJson tree() {
    return new Described(MovableTree.TYPE, (view, into) -> {
          ArrayNode nodes = into.putArray("value");
          MovableTree.nodes(view)
              .forEach(node -> nodes
                  .addObject()
                  .<ObjectNode>set("node", Texts.json(node.name()))
                  .<ObjectNode>set("parent", Texts.json(node.parent()))
                  .set("content", Texts.json(node.content())));
        })
        .with(
            "move",
            fields -> new MovableTree.Move(
                fields.bytes("node"),
                fields.has("parent") ? fields.bytes("parent") : MovableTree.TOP,
                fields.has("content") ? fields.bytes("content") : Bytes.EMPTY),
            "node",
            "parent",
            "content")
        .with("remove", fields -> new MovableTree.Remove(fields.bytes("node")), "node");
  }

  private static int index(Fields fields, String name) throws InvalidJson {
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, fields.integer(name)));
  }

  private static int count(Fields fields) throws InvalidJson {
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, fields.integer("count", 1)));
  }
}
