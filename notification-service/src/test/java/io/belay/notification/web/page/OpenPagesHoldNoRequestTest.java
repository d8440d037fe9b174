package io.belay.notification.web.page;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.guard.RequestsAtOnce;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;

/** A page that stays open takes nothing from those who ask once. */
class OpenPagesHoldNoRequestTest {

  /**
   * As many pages are open as requests may be answered at once. More than one, for whoever has an
   * answer may ask again before the server has noted that it is given.
   */
  private static final int AT_ONCE = 2;

  /** Not a component, as {@link PageServer}. */
  static class FewAtOnce {
    @Bean
    RequestsAtOnce requestsAtOnce() {
      return new RequestsAtOnce(AT_ONCE);
    }
  }

  /** Stays until the end of all tests: servers of one process share what a closed one stops. */
  private static final ConfigurableApplicationContext SERVER =
      PageServer.start(PageServer.class, FewAtOnce.class);

  @Test
  void whilePagesAreOpenTheNextRequestIsAnswered() throws Exception {
    var port = SERVER.getEnvironment().getRequiredProperty("local.server.port");
    var client = WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    var story = PageServer.opened();
    SERVER.getBean(CasesInMemory.class).put(story);
    var token = PageServer.token(story);
    var pages = new ArrayList<Disposable>();
    for (int i = 0; i < AT_ONCE; i++) {
      var first = new CompletableFuture<String>();
      pages.add(TrackStream.of(client, token, null).subscribe(e -> first.complete(e.id())));
      assertThat(first.get(10, SECONDS)).isNotNull();
    }

    client.get().uri("/track/{token}", token).exchange().expectStatus().isOk();
    client.get().uri("/v1/track/{token}", token).exchange().expectStatus().isOk();
    pages.forEach(Disposable::dispose);
  }
}
