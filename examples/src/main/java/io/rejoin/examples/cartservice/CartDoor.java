package io.rejoin.examples.cartservice;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.japi.function.Function;
import akka.pattern.StatusReply;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rejoin.Confirmation;
import io.rejoin.Receipt;
import io.rejoin.value.Cart;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The door for shoppers: {@code GET /carts/ada} shows a cart and {@code POST} changes it. It asks
 * the actor and answers when the actor has; nobody waits meanwhile but the shopper. Sockets are
 * read and written on threads of its own, so no dispatcher of Akka is blocked.
 */
final class CartDoor implements AutoCloseable {
  private static final String CARTS = "/carts/";
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 128;
  private static final int MOST_BYTES = 64 * 1_024;
  private static final int SECONDS_FOR_LAST_REPLIES = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final JsonMapper JSON = new JsonMapper();

  static {
    // The JDK's server reads it once. Without it a reply waits 40 ms for the packet before it.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ActorSystem<?> system;
  private final ActorRef<Carts.Command> carts;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private CartDoor(ActorSystem<?> system, ActorRef<Carts.Command> carts, HttpServer server) {
    this.system = system;
    this.carts = carts;
    this.server = server;
  }

  /** Opens it at an address of this machine; port 0 takes a free one. */
  static CartDoor open(
      ActorSystem<?> system, ActorRef<Carts.Command> carts, InetSocketAddress address)
      throws IOException {
    CartDoor door = new CartDoor(system, carts, HttpServer.create(address, MOST_WAITING));
    door.server.createContext(CARTS, door::handle);
    door.server.setExecutor(door.threads);
    door.server.start();
    return door;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String cart = exchange.getRequestURI().getPath().substring(1);
    CompletionStage<ObjectNode> answer;
    try {
      answer = switch (exchange.getRequestMethod()) {
        case "GET" -> show(cart);
        case "POST" -> change(CartRequest.parse(cart, JSON.readTree(body(exchange))));
        default -> throw new IllegalArgumentException("use GET or POST");
      };
    } catch (IllegalArgumentException | JacksonException e) {
      answer = CompletableFuture.failedStage(new IllegalArgumentException(e.getMessage(), e));
    }
    var unused =
        answer.whenCompleteAsync((done, failure) -> reply(exchange, done, failure), threads);
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new IllegalArgumentException("the body is larger than " + MOST_BYTES + " bytes");
    }
    return body;
  }

  private CompletionStage<ObjectNode> show(String cart) {
    return this.<Cart.Contents>ask(replyTo -> new Carts.Show(cart, replyTo), PATIENCE)
        .thenApply(CartAnswer::of);
  }

  private CompletionStage<ObjectNode> change(CartRequest request) {
    List<Receipt> receipts = new ArrayList<>();
    CompletionStage<?> done = CompletableFuture.completedStage(null);
    for (CartRequest.Change change : request.changes()) {
      done = done.thenCompose(before -> ask(change, PATIENCE)).thenAccept(receipts::add);
    }
    return done.thenCompose(all -> confirmed(last(receipts), request))
        .thenApply(confirmation -> CartAnswer.of(receipts, confirmation));
  }

  private CompletionStage<Confirmation> confirmed(Receipt receipt, CartRequest request) {
    return ask(
        replyTo -> new Carts.Confirm(receipt, request.level(), request.timeout(), replyTo),
        request.timeout().plus(PATIENCE));
  }

  /** Whoever holds the last change that this node made holds those before it. */
  private static Receipt last(List<Receipt> receipts) {
    Receipt last = receipts.get(0);
    for (Receipt receipt : receipts) {
      last = receipt.changed() ? receipt : last;
    }
    return last;
  }

  private <T> CompletionStage<T> ask(
      Function<ActorRef<StatusReply<T>>, Carts.Command> question, Duration patience) {
    return AskPattern.askWithStatus(carts, question, patience, system.scheduler());
  }

  private void reply(
      HttpExchange exchange, @Nullable ObjectNode done, @Nullable Throwable failure) {
    try (exchange) {
      byte[] body = JSON.writeValueAsBytes(done == null ? CartAnswer.error(why(failure)) : done);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status(failure), body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      system.log().debug("a shopper went away before the answer: {}", e.toString());
    }
  }

  private static int status(@Nullable Throwable failure) {
    if (failure == null) {
      return OK;
    }
    return cause(failure) instanceof IllegalArgumentException ? BAD_REQUEST : UNAVAILABLE;
  }

  private static String why(@Nullable Throwable failure) {
    return failure == null ? "no answer" : String.valueOf(cause(failure).getMessage());
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  @Override
  public void close() {
    server.stop(SECONDS_FOR_LAST_REPLIES);
    threads.shutdown();
  }
}
