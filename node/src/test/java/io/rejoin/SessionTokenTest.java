package io.rejoin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.frame.GroupId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokenTest {
  private static final ReplicaId A = new ReplicaId(0xa1);
  private static final ReplicaId B = new ReplicaId(-1);

  private static SessionToken of(ReplicaId run, long number) {
    return SessionToken.of(GroupId.ALL, run, number);
  }

  @Test
  void whatIsSaidOfOneGroupIsNotSaidOfAnother() {
    GroupId shard = new GroupId(1_025);
    SessionToken token = of(A, 7).join(SessionToken.of(shard, A, 9));
    assertEquals(token, SessionToken.parse(token.toString()));
    assertEquals(List.of(GroupId.ALL, shard), token.groups());
    assertEquals(Map.of(A, 9L), token.of(shard));
  }

  @Test
  void aTokenIsItsText() {
    SessionToken token = of(A, 7).join(of(B, 1L << 40));
    assertEquals(token, SessionToken.parse(token.toString()));
    assertEquals(SessionToken.EMPTY, SessionToken.parse(SessionToken.EMPTY.toString()));
    assertTrue(token.toString().matches("[A-Za-z0-9_-]{10,50}"), token.toString());
  }

  @Test
  void joiningKeepsWhatIsLater() {
    SessionToken one = of(A, 7).join(of(B, 2));
    SessionToken other = of(A, 3).join(of(B, 5));
    assertEquals(of(A, 7).join(of(B, 5)), one.join(other));
    assertEquals(one.join(other), other.join(one));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "hello", "!!!", "AQEAAAAAAAAAoQcAAAAA", "AAAAAAAAAAAAAAAAAAAA"})
  void nonsenseIsRefusedWithAReason(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> SessionToken.parse(text));
    assertTrue(refused.toString().contains("that is no session token: "));
  }

  @Test
  void aTokenThatWasCutOffIsRefused() {
    String text = of(A, 7).toString();
    String cut = text.substring(0, text.length() - 3);
    assertThrows(IllegalArgumentException.class, () -> SessionToken.parse(cut));
    String endless = "A".repeat(SessionToken.MAX_TEXT + 1);
    assertThrows(IllegalArgumentException.class, () -> SessionToken.parse(endless));
  }
}
