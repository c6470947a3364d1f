#!/bin/sh
# Installs Mehvar on Debian 12 or later, or brings it to a newer version. Run as root, in the folder of a release:
#     sh deploy/install.sh mehvar-0.1.0-py3-none-any.whl
# Settings, credentials and data that are there already stay as they are. Nothing is started.
set -eu
umask 022

wheel=${1:?"usage: sh deploy/install.sh WHEEL"}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=${MEHVAR_ROOT:-}            # another root folder: for trying it out; then no user is made and nothing is enabled
python=${PYTHON:-python3}
home=$root/opt/mehvar
settings=$root/etc/mehvar
credentials=$settings/credentials
state=$root/var/lib/mehvar

say() { printf '%s\n' "$*"; }
fail() { printf 'install: %s\n' "$*" >&2; exit 1; }

[ -f "$wheel" ] || fail "there is no $wheel"
case $wheel in *.whl) ;; *) fail "$wheel is no wheel; «make wheel» builds one, and nothing is built here" ;; esac
[ -n "$root" ] || [ "$(id -u)" -eq 0 ] || fail "run this as root"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or later is needed"
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    say "Installing python3-venv …"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
fi

if [ -z "$root" ]; then
    getent passwd mehvar >/dev/null || adduser --system --group --quiet --no-create-home --home /var/lib/mehvar mehvar
    group=mehvar
    owner=mehvar
else
    group=$(id -gn)
    owner=$(id -un)
fi

if [ -x "$home/bin/mehvar" ] && [ -f "$state/mehvar.db" ] && [ -z "$root" ]; then
    say "Backing up before the change …"
    /usr/local/bin/mehvar backup || say "No backup was made; going on with the installation." >&2
fi

say "Installing the program into $home …"
[ -x "$home/bin/python" ] || "$python" -m venv "$home"
"$home/bin/python" -m pip --quiet --disable-pip-version-check install \
    --require-hashes --no-deps --only-binary :all: -r "$here/../requirements/run.txt"
"$home/bin/python" -m pip --quiet --disable-pip-version-check install --no-deps --force-reinstall "$wheel"
"$home/bin/python" -m pip --quiet --disable-pip-version-check check

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
if [ -z "$root" ]; then
    runuser --user mehvar -- "$home/bin/mehvar" --version >/dev/null ||
        fail "the user «mehvar» cannot run $python (a private one?); try PYTHON=/usr/bin/python3 with an empty $home"
fi
install -d "$root/usr/local/bin" "$root/etc/systemd/system"
install -m 0755 "$here/mehvar" "$root/usr/local/bin/mehvar"
install -m 0644 "$here/mehvar.service" "$root/etc/systemd/system/mehvar.service"

if [ -z "$root" ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl --quiet enable mehvar.service
fi
say "Done. Next: put the tokens into $credentials/bale_token and $credentials/telegram_token, an admin's phone into"
say "$credentials/admins, a copy of $credentials/secret to a safe place; then «mehvar check» and «systemctl start mehvar»."
