package io.haservices.cli.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerFactsTest {
    @Test
    void readsWhatEachWordTells() {
        ServerFacts facts = ServerFacts.of(new Reply("srvr", """
                        Zookeeper version: 3.9.5-293c895a8d, built on 2026-02-11 20:18 UTC
                        Latency min/avg/max: 0/0.5/12
                        Connections: 3
                        Mode: follower
                        """))
                .and(ServerFacts.of(new Reply("mntr", "zk_server_state\tleader\nzk_global_sessions\t7\n")))
                .and(ServerFacts.of(new Reply("cons", """
                         /127.0.0.1:1[1](queued=0,recved=1,sent=1,sid=0x100a,lop=PING,est=1)
                         /127.0.0.1:2[1](queued=0,recved=1,sent=1,sid=0x100b,lop=PING,est=1)
                         /127.0.0.1:3[0](queued=0,recved=1,sent=0)

                        """)));
        assertThat(facts.text(ServerFacts.MODE)).contains("follower");
        assertThat(facts.text(ServerFacts.VERSION)).contains("3.9.5");
        assertThat(facts.number(ServerFacts.CONNECTIONS)).contains(2L);
        assertThat(facts.number(ServerFacts.SESSIONS)).contains(2L);
        assertThat(facts.ensembleSessions()).contains(7L);
        assertThat(facts.fraction(ServerFacts.LATENCY_AVG)).contains(0.5);
        assertThat(facts.fraction(ServerFacts.LATENCY_MAX)).contains(12.0);
    }

    @Test
    void takesNothingFromWhatIsNoNumber() {
        ServerFacts facts = ServerFacts.of(new Reply("srvr", "Connections: many\nLatency min/avg/max: ?\nMode"));
        assertThat(facts.number(ServerFacts.CONNECTIONS)).isEmpty();
        assertThat(facts.text(ServerFacts.MODE)).isEmpty();
    }
}
