#!/bin/sh
# Brings an installed Mehvar to a newer release, and back again. Run as root:
#     sh deploy/upgrade.sh [--offline]      in the folder of the newer release; --offline: no messenger is asked
#     mehvar-upgrade --back                 the program that was there before, and the data that it was left with
# The new program is made ready beside the one in use; only then the service is stopped, for as long as a backup takes.
# Whatever goes wrong after that, what was there is put back into use.
set -eu
umask 022

here=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
. "$here/environment.sh"

ran=                             # whether the service is to run again afterwards
half=                            # something between stop and start is under way
undo=                            # the environment to put back into use if we do not get to the end,
was=                             # and the one that there was a way back to before

with() {                         # a command of an environment, as the service's own user
    MEHVAR_ENVIRONMENT=$1
    shift
    MEHVAR_ENVIRONMENT=$MEHVAR_ENVIRONMENT sh "$here/mehvar" "$@"
}

find_data() {                    # sets $database and $aside, a folder beside it: in the clear, as the database is
    database=$(cd "$state" && MEHVAR_CONFIG="$settings/mehvar.toml" "$environment/bin/python" -c \
        'from bot.config import read_config; print(read_config().database.absolute())')
    aside=$(dirname -- "$database")/before-upgrade
}

stop() {
    half=yes
    if [ -n "$systemd" ]; then
        case $(systemctl is-active mehvar.service || :) in active | activating | reloading) ran=yes ;; esac
        [ -z "$ran" ] || say "Stopping the service …"
        systemctl stop mehvar.service
    fi
    [ ! -e "$database.lock" ] || flock --nonblock "$database.lock" true ||
        fail "Mehvar is running; stop it first. Nothing was changed."
}

start() {
    half=
    [ -n "$ran" ] || return 0
    say "Starting the service …"
    systemctl start mehvar.service
}

put_back() {                     # at every end that is not the good one
    [ -n "$half" ] || return 0
    trap '' INT TERM HUP
    if [ -n "$undo" ]; then
        say "Putting back into use what was there before …" >&2
        use "$undo"
        rm -f -- "$previous"
        [ -z "$was" ] || ln -s "$was" "$previous"
    fi
    start
}

back_up() {                      # sets $backup; empty where nothing is there yet
    backup=
    [ -e "$database" ] || return 0
    say "Making a backup, «before-upgrade» …"
    older=$(newest)
    with "$environment" backup --unencrypted --name before-upgrade --to "$aside" || :  # 1 too where evidence is missing
    backup=$(newest)
    [ "$backup" != "$older" ] || fail "no backup was made, so nothing was changed"
}

newest() { find "$aside" -name 'mehvar-*-before-upgrade.tar.gz' 2>/dev/null | sort | tail -n 1; }

keep_legacy() {                  # an installation from before there were links, or without its own command and unit
    if [ ! -L "$current" ]; then
        mv -T "$current" "$current-legacy"
        ln -s "$(basename -- "$current")-legacy" "$current"
    fi
    old=$(readlink -f "$current")
    [ ! -d "$old/share/mehvar" ] || return 0
    install -d "$old/share/mehvar"
    cp -p "$root/usr/local/bin/mehvar" "$root/etc/systemd/system/mehvar.service" "$old/share/mehvar"
    cp -p "$here/upgrade.sh" "$here/environment.sh" "$old/share/mehvar"
}

clear_older() {                  # two environments and one such backup are enough
    for place in "$root"/opt/mehvar-*/whole; do
        place=$(dirname -- "$place")
        case $(readlink -f "$place") in "$old" | "$environment") ;; *) rm -rf -- "$place" ;; esac
    done
    [ -z "$backup" ] || find "$aside" -name '*-before-upgrade.tar.gz' ! -path "$backup" -exec rm -f {} +
}

forward() {
    [ -e "$current/bin/mehvar" ] || fail "Mehvar is not installed here; «sh $here/install.sh» does it"
    find_wheel ""
    prepare_host
    make_environment
    environment=$(readlink -f "$environment")
    [ "$(readlink -f "$current")" != "$environment" ] || fail "this release is in use already"
    find_data
    stop
    back_up
    keep_legacy
    was=$(readlink "$previous" || :)
    undo=$old
    printf '%s' "$backup" >"$old/before-upgrade"
    ln -sfn "$(basename -- "$old")" "$previous"
    use "$environment"
    say "Looking at everything with the new program …"
    with "$environment" check "$@" || fail "the new program is not content with what it finds; mend that, and try again"
    undo=
    if ! start; then
        say "The new program does not start; going back …" >&2
        backward
        exit 1
    fi
    clear_older
    say "Done: $("$current/bin/mehvar" --version). The way back, should you need it: «mehvar-upgrade --back»."
}

backward() {
    [ -L "$previous" ] || fail "there is nothing to go back to"
    old=$(readlink -f "$previous")
    environment=$(readlink -f "$current")
    backup=$(cat "$old/before-upgrade")
    find_data
    stop
    if [ -n "$backup" ]; then
        with "$environment" restore "$backup" --force || fail "the data were not brought back, so nothing was changed"
        say "What was said in between is in the folder named above."
    fi
    use "$old"
    rm -f -- "$previous"
    start
    say "Done: back at $("$current/bin/mehvar" --version)."
}

trap put_back EXIT
trap 'exit 130' INT TERM HUP
case ${1:-} in
    --back) backward ;;
    --offline | "") forward "$@" ;;
    *) fail "usage: sh deploy/upgrade.sh [--offline], mehvar-upgrade --back" ;;
esac
