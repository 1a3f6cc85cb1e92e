#!/bin/sh
# Stops all servers of conf/zoo.cfg: those of this machine directly, others through ssh. Their data stays.
exec "$(dirname -- "$(readlink -f -- "$0")")/zookeeper.sh" stop-quorum "$@"
