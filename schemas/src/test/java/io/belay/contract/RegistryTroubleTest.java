package io.belay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTroubleTest {
  /** As Apicurio's client throws it. */
  public static final class Answered extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Answered(int status) {
      this.status = status;
    }

    public int getResponseStatusCode() {
      return status;
    }
  }

  /** As Confluent's client throws it. */
  public static final class Told extends java.io.IOException {
    private static final long serialVersionUID = 1;

    public int getStatus() {
      return 404;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429, 401, 403, 408})
  void aRegistryThatCannotAnswerNowIsToBlame(int status) {
    assertThat(RegistryTrouble.isCauseOf(new IllegalStateException(new Answered(status)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 400, 422})
  void anAnswerAboutTheSchemaBlamesTheRecord(int status) {
    assertThat(RegistryTrouble.isCauseOf(new IllegalStateException(new Answered(status))))
        .isFalse();
  }

  @Test
  void anAnswerCountsMoreThanTheKindOfItsException() {
    assertThat(RegistryTrouble.isCauseOf(new Told())).isFalse();
  }

  @Test
  void aNetworkThatFailsIsToBlameButBytesThatEndTooEarlyAreNot() {
    assertThat(RegistryTrouble.isCauseOf(new RuntimeException(new ConnectException()))).isTrue();
    assertThat(RegistryTrouble.isCauseOf(new RuntimeException(new TimeoutException()))).isTrue();
    assertThat(RegistryTrouble.isCauseOf(new RuntimeException(new EOFException()))).isFalse();
    assertThat(
            RegistryTrouble.isCauseOf(
                new RuntimeException(new org.apache.avro.InvalidNumberEncodingException("long"))))
        .isFalse();
    assertThat(RegistryTrouble.isCauseOf(new IllegalStateException("no record"))).isFalse();
  }
}
