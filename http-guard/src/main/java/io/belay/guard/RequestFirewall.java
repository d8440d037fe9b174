package io.belay.guard;

import org.springframework.http.HttpStatus;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets a request through whose path means the same to everybody, and tells who sent another one
 * why. Spring Security's own firewall refuses each encoded slash, semicolon, percent sign and
 * backslash, so that customers with one in their id could not be named. Here they are one segment
 * all the way: access rules and routes match the same parsed path, segment by segment, and decode
 * after that. What stays refused stands in {@link PathFault}.
 */
public final class RequestFirewall
    implements ServerWebExchangeFirewall, ServerExchangeRejectedHandler {
  static final String CODE = "request-refused";
  static final String TITLE = "The request cannot be taken as it is";

  /** Of a path, everything likely was looked at before. */
  private static final String OTHERWISE =
      "Expected DELETE, GET, HEAD, OPTIONS, PATCH, POST or PUT, and no control character in a"
          + " header's name or value";

  private final StrictServerWebExchangeFirewall others = new StrictServerWebExchangeFirewall();

  public RequestFirewall() {
    others.setAllowUrlEncodedSlash(true);
    others.setAllowUrlEncodedDoubleSlash(true);
    others.setAllowUrlEncodedPercent(true);
    others.setAllowUrlEncodedPeriod(true);
    others.setAllowSemicolon(true);
    others.setAllowBackSlash(true);
    // it looks for their escapes in decoded paths, too, where they are a customer's own characters
    others.setAllowNull(true);
    others.setAllowUrlEncodedCarriageReturn(true);
    others.setAllowUrlEncodedLineFeed(true);
    others.setAllowUrlEncodedLineSeparator(true);
    others.setAllowUrlEncodedParagraphSeparator(true);
  }

  @Override
  public Mono<ServerWebExchange> getFirewalledExchange(ServerWebExchange exchange) {
    return PathFault.in(exchange.getRequest().getPath().value())
        .map(fault -> Mono.<ServerWebExchange>error(new FaultyPathException(fault)))
        .orElseGet(() -> others.getFirewalledExchange(exchange));
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException refusal) {
    return problem(
            refusal instanceof FaultyPathException faulty ? faulty.fault.sentence() : OTHERWISE)
        .write(exchange.getResponse());
  }

  /** The answer; it repeats nothing of the request. */
  static PlainProblem problem(String detail) {
    return new PlainProblem(HttpStatus.BAD_REQUEST, CODE, TITLE, detail);
  }

  private static final class FaultyPathException extends ServerExchangeRejectedException {
    private static final long serialVersionUID = 1;

    private final PathFault fault;

    FaultyPathException(PathFault fault) {
      super(fault.sentence());
      this.fault = fault;
    }

    /** Refusals are ordinary: they carry no stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
