package io.rejoin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.causal.ReplicaId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokenTest {
  private static final ReplicaId A = new ReplicaId(0xa1);
  private static final ReplicaId B = new ReplicaId(-1);

  @Test
  void aTokenIsItsText() {
    SessionToken token = SessionToken.of(A, 7).join(SessionToken.of(B, 1L << 40));
    assertEquals(token, SessionToken.parse(token.toString()));
    assertEquals(SessionToken.EMPTY, SessionToken.parse(SessionToken.EMPTY.toString()));
    assertTrue(token.toString().matches("[A-Za-z0-9_-]{10,50}"), token.toString());
  }

  @Test
  void joiningKeepsWhatIsLater() {
    SessionToken one = SessionToken.of(A, 7).join(SessionToken.of(B, 2));
    SessionToken other = SessionToken.of(A, 3).join(SessionToken.of(B, 5));
    assertEquals(SessionToken.of(A, 7).join(SessionToken.of(B, 5)), one.join(other));
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
    String text = SessionToken.of(A, 7).toString();
    String cut = text.substring(0, text.length() - 3);
    assertThrows(IllegalArgumentException.class, () -> SessionToken.parse(cut));
    String endless = "A".repeat(SessionToken.MAX_TEXT + 1);
    assertThrows(IllegalArgumentException.class, () -> SessionToken.parse(endless));
  }
}
