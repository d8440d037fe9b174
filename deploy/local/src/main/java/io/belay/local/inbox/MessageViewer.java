package io.belay.local.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page on loopback that shows messages as their readers see them, live: SMS on a phone, e-mails
 * in a reader. The same as JSON at {@code /api/messages?after=N}.
 */
public final class MessageViewer implements AutoCloseable {
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String MAIL_POLICY =
      "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
          + " style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'self'";
  private static final Map<String, String> PAGES =
      Map.of(
          "/", "index.html",
          "/viewer.js", "viewer.js",
          "/viewer.css", "viewer.css",
          "/icon.svg", "icon.svg");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");
  private static final Pattern HEAD = Pattern.compile("(?i)<head[^>]*>");
  private static final long HEARTBEAT_SECONDS = 15;
  private static final int UNREAD_AT_MOST = 10_000;

  private final HttpServer server;
  private final Inbox inbox;
  private final JsonMapper json = new JsonMapper();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private MessageViewer(int port, Inbox inbox) {
    this.inbox = inbox;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected the viewer to listen on port " + port + ", but it cannot", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::page);
    server.createContext("/api/messages", this::messages);
    server.createContext("/api/stream", this::stream);
    server.createContext("/mail/", this::mail);
  }

  /** Starts the viewer. */
  public static MessageViewer start(int port, Inbox inbox) {
    var viewer = new MessageViewer(port, inbox);
    viewer.server.start();
    return viewer;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void page(HttpExchange exchange) throws IOException {
    var name = PAGES.get(exchange.getRequestURI().getPath());
    if (name == null) {
      answer(exchange, 404, "text/plain", PAGE_POLICY, "Not here\n");
      return;
    }
    try (var resource = MessageViewer.class.getResourceAsStream("viewer/" + name)) {
      if (resource == null) {
        throw new IOException("Expected the resource viewer/" + name + ", but it is missing");
      }
      var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      answer(
          exchange,
          200,
          type == null ? "application/octet-stream" : type,
          PAGE_POLICY,
          new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void messages(HttpExchange exchange) throws IOException {
    var list = json.writeValueAsString(inbox.after(after(exchange)));
    answer(exchange, 200, "application/json", PAGE_POLICY, list);
  }

  private void mail(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().substring("/mail/".length());
    long number = path.matches("\\d{1,18}") ? Long.parseLong(path) : 0;
    var html =
        inbox.after(number - 1).stream()
            .filter(message -> message.number() == number)
            .findFirst()
            .map(Message::html);
    if (html.isEmpty()) {
      answer(exchange, 404, "text/plain", MAIL_POLICY, "No such e-mail\n");
      return;
    }
    // a link in a frame would open inside it, where no other page may
    var page = HEAD.matcher(html.get()).replaceFirst("$0<base target=\"_blank\">");
    answer(exchange, 200, "text/html; charset=utf-8", MAIL_POLICY, page);
  }

  private void stream(HttpExchange exchange) throws IOException {
    var queue = new LinkedBlockingQueue<Message>(UNREAD_AT_MOST);
    headers(exchange, "text/event-stream", PAGE_POLICY);
    exchange.sendResponseHeaders(200, 0);
    try (exchange;
        var out = exchange.getResponseBody();
        var subscription = inbox.onArrival(queue::offer)) {
      long last = after(exchange);
      for (var message : inbox.after(last)) {
        out.write(event(message));
        last = message.number();
      }
      out.flush();
      while (true) {
        var next = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
          out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        } else if (next.number() > last) {
          out.write(event(next));
          last = next.number();
        }
        out.flush();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (IOException readerGone) {
      // the page was closed, or comes back with the number it saw last
    }
  }

  private byte[] event(Message message) {
    return ("id: " + message.number() + "\ndata: " + json.writeValueAsString(message) + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static long after(HttpExchange exchange) {
    var query = exchange.getRequestURI().getQuery();
    return query != null && query.matches("after=\\d{1,18}")
        ? Long.parseLong(query.substring("after=".length()))
        : 0;
  }

  private static void headers(HttpExchange exchange, String type, String policy) {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
  }

  private static void answer(
      HttpExchange exchange, int status, String type, String policy, String body)
      throws IOException {
    try (exchange) {
      headers(exchange, type, policy);
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
