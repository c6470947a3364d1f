#!/bin/sh
# Installs Mehvar on Debian 12 or later. Run as root, in the folder of a release:
#     sh deploy/install.sh
# Settings, credentials and data that are there already stay as they are. Nothing is started. What is already in use is
# brought to a newer release by upgrade.sh. A wheel elsewhere may be named as the argument.
set -eu
umask 022

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/environment.sh"

find_wheel "${1:-}"
prepare_host
if [ -z "$root" ]; then
    getent passwd mehvar >/dev/null ||
        useradd --system --user-group --no-create-home --home-dir /var/lib/mehvar --shell /usr/sbin/nologin mehvar
    group=mehvar
    owner=mehvar
else
    group=$(id -gn)
    owner=$(id -un)
fi

install -d -m 0750 -o "$(id -un)" -g "$group" "$settings" "$credentials"
install -d -m 0700 -o "$owner" -g "$group" "$state"
[ -e "$settings/mehvar.toml" ] || install -m 0640 -g "$group" "$here/settings.toml" "$settings/mehvar.toml"
for name in bale_token telegram_token bale_proxy telegram_proxy admins; do
    [ -e "$credentials/$name" ] || install -m 0640 -g "$group" /dev/null "$credentials/$name"
done
if [ ! -s "$credentials/secret" ]; then
    [ ! -e "$state/mehvar.db" ] || fail "the database is there, but not its secret: bring back $credentials/secret"
    install -m 0640 -g "$group" /dev/null "$credentials/secret"
    "$python" -c 'import secrets; print(secrets.token_hex(32))' >"$credentials/secret"
fi

if [ -e "$current" ] && [ -e "$state/mehvar.db" ]; then
    fail "Mehvar is in use here: «sh $here/upgrade.sh» brings it to this release, with a backup and a way back"
fi
[ -L "$current" ] || [ ! -d "$current" ] || mv -T "$current" "$current-legacy"
make_environment
use "$environment"
[ -z "$systemd" ] || systemctl --quiet enable mehvar.service

say "Done. Next: put the tokens into $credentials/bale_token and $credentials/telegram_token, an admin's phone into"
say "$credentials/admins, a copy of $credentials/secret to a safe place; then «mehvar check» and «systemctl start mehvar»."
