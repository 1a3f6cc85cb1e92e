#!/bin/sh
# A program that 'ha run' starts: counts, and saves the count through the fence of its term. FOLDER/EPOCH.beats shows when it
# ran, in seconds of this machine's uptime; FOLDER/EPOCH.log what it recovered, and what was acknowledged.
# usage: program.sh FOLDER HA
folder=$1
ha=$2

beat() {
    while :; do
        read -r up _ </proc/uptime
        echo "$up" >>"$folder/$HA_EPOCH.beats"
        sleep 0.05
    done
}
beat &

say() { echo "$*" >>"$folder/$HA_EPOCH.log"; }

while :; do
    count=$("$ha" state get progress count 2>>"$folder/$HA_EPOCH.err")
    case $? in
        0) break ;;
        1) count=0; break ;;
        *) sleep 0.2 ;;
    esac
done
say "recovered $count"

while :; do
    count=$((count + 1))
    echo "$count" | "$ha" state put progress count >>"$folder/$HA_EPOCH.err" 2>&1
    code=$?
    if [ $code -eq 0 ]; then say "acknowledged $count"; else say "refused $count $code"; fi
done
