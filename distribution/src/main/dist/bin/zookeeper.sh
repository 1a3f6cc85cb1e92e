#!/bin/sh
# One ZooKeeper server of conf/zoo.cfg: zookeeper.sh start|start-foreground|stop|status PEER-ID
# (start-quorum and stop-quorum are what the quorum scripts ask for). All the rest is decided in Java.
set -eu
self=$(readlink -f -- "$0")
home=$(dirname -- "$(dirname -- "$self")")

if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
else
    java=$(command -v java || true)
fi
if [ ! -x "$java" ]; then
    echo "zookeeper.sh: no Java${java:+ at $java}. Install Java 17 or newer, or set JAVA_HOME (Debian: apt-get install openjdk-17-jre-headless)" >&2
    exit 2
fi

bootstrap() {
    "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dha.home="$home" -Dha.pid=$$ -cp "$home/lib/*" io.haservices.bootstrap.Main "$@"
}

if [ "${1:-}" = start-foreground ]; then
    shift
    command=$(bootstrap foreground-command "$@") || exit
    # Nothing to run: only the help was asked for.
    [ -n "$command" ] || exit 0
    eval "exec $command"
fi
bootstrap "$@"
