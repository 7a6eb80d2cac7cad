package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Bytes of messages as nodes in the field send them, one of each kind: this test fails when a
 * change of the code would change one, which then needs a new version and a file of its own.
 */
class MessageFormatTest {
  private static final ReplicaId RUN = new ReplicaId(0xa1);
  private static final EntryKey KEY = new EntryKey(4, Bytes.utf8("tags/new"));
  private static final Prefix RANGE = new Prefix(0xabcL << 52, 3);
  private static final long HASH = 0xabc0_0000_0000_0001L;

  private static List<Content> contents() {
    CausalContext dots = CausalContext.of(RUN, 3, 5);
    Clock clock = new Clock(CausalContext.of(RUN, 1, 5));
    Clock forgotten = new Clock(CausalContext.of(RUN, 1, 2));
    Clock heard = new Clock(CausalContext.of(RUN, 1, 9));
    State delta = State.removing(dots);
    Knowledge knows = new Knowledge(Knowledge.Span.ALL, dots, Optional.of(CausalContext.EMPTY));
    EntryId id = new EntryId(5, -6);
    return List.of(
        new Content.Open(1, new NodeDigest(1, 2, 3), clock, forgotten, heard, Bytes.utf8("more")),
        new Content.Nodes(
            List.of(new Content.Children(RANGE, List.of(new Content.Children.Child(7, -8, 9))))),
        new Content.Leaves(List.of(new Content.Leaf(RANGE, List.of(new Content.Leaf.Id(HASH, 6))))),
        new Content.WantRange(List.of(RANGE)),
        new Content.WantHash(List.of(new Content.Hash(HASH))),
        new Content.Want(List.of(new Content.Known(KEY, knows))),
        new Content.Push(List.of(
            Pushed.last(KEY, delta),
            Pushed.whole(KEY, delta, Knowledge.Span.ALL),
            Pushed.reply(KEY, delta, knows, Optional.of(id)),
            Pushed.check(KEY, delta, id))),
        new Content.Removals(
            List.of(new Removal(new Dot(RUN, 5), KEY, CausalContext.of(RUN, 3, 4)))),
        new Content.Pass(),
        new Content.Close(Session.Outcome.REPAIRED),
        new Content.Refusals(List.of(new Content.Refused(KEY, dots))));
  }

  private static List<String> golden() throws IOException {
    String name = "messages-" + Message.VERSION + ".txt";
    try (InputStream in = MessageFormatTest.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    }
  }

  @Test
  void messagesAreWhatTheyWere() throws IOException {
    List<String> present = new ArrayList<>();
    for (Content content : contents()) {
      Bytes bytes = Wire.write(new Message(present.size(), Message.Left.MORE, content));
      present.add(HexFormat.of().formatHex(bytes.toArray()));
    }
    assertEquals(String.join("\n", golden()), String.join("\n", present));
  }

  @Test
  void theyAreReadAndWrittenAsTheyWere() throws IOException {
    int kind = 0;
    for (String line : golden()) {
      Bytes bytes = Bytes.wrap(HexFormat.of().parseHex(line));
      Message message = Wire.read(bytes);
      assertEquals(kind++, message.content().kind());
      assertEquals(bytes, Wire.write(message));
    }
    assertEquals(11, kind);
  }
}
