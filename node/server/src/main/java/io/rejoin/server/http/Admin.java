package io.rejoin.server.http;

import io.rejoin.grid.Grid;
import io.rejoin.membership.Member;
import io.rejoin.server.json.Fields;
import io.rejoin.server.json.InvalidJson;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What only somebody on the node's own machine may ask for. */
record Admin(boolean loopback) {

  void check(Request request) throws Problem {
    request.mustPost();
    if (!loopback) {
      throw new Problem(
          Reply.FORBIDDEN,
          request.path() + " is served on loopback only",
          "set rejoin.http.listen to 127.0.0.1:7070, for example, and ask on that machine");
    }
  }

  /** A path on the node's machine, which does not know where its client stands. */
  Path path(Fields fields, String name) throws InvalidJson {
    String text = fields.text(name);
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException invalid) {
      throw new InvalidJson(name + " is no path: " + invalid.getMessage(), "name a path");
    }
    throw new InvalidJson(name + " is '" + text + "'", "name an absolute path");
  }

  /** The member that somebody names. */
  Member member(Grid grid, String named) throws Problem {
    List<Member> found = grid.members().stream()
        .filter(member -> member.name().equals(named) || member.id().toString().equals(named))
        .toList();
    if (found.size() != 1) {
      throw new Problem(
          Reply.BAD_REQUEST,
          (found.isEmpty() ? "no member is called " : "several members are called ") + named,
          "name one by its id, see 'rejoin members'");
    }
    return found.get(0);
  }
}
