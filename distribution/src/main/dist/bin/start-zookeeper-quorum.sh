#!/bin/sh
# Starts all servers of conf/zoo.cfg and returns when they serve: those of this machine directly, others through ssh.
exec "$(dirname -- "$(readlink -f -- "$0")")/zookeeper.sh" start-quorum "$@"
