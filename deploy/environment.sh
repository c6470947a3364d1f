# What install.sh and upgrade.sh share: where things lie, and how an environment is made and put into use. Sourced.
root=${MEHVAR_ROOT:-}            # another root folder: for trying it out; then no user is made and nothing is enabled
python=${PYTHON:-python3}
current=$root/opt/mehvar         # a link to the environment in use; each lies beside it under its own name
previous=$root/opt/mehvar-previous
settings=$root/etc/mehvar
credentials=$settings/credentials
state=$root/var/lib/mehvar
release=$(CDPATH='' cd -- "$here/.." && pwd)

say() { printf '%s\n' "$*"; }
fail() { printf '%s: %s\n' "$(basename -- "$0" .sh)" "$*" >&2; exit 1; }

find_wheel() {                   # the one that is named, or the only one of this release
    wheel=$1
    if [ -z "$wheel" ]; then
        set -- "$release"/mehvar-*.whl
        [ $# -gt 1 ] || wheel=$1
    fi
    case $wheel in *.whl) ;; *) fail "$wheel is no wheel; «make wheel» builds one, and nothing is built here" ;; esac
    [ -f "$wheel" ] || fail "there is no ${wheel:-wheel beside $here}; is this the folder of a release?"
    [ ! -f "$release/SHA256SUMS" ] || (cd "$release" && sha256sum --check --strict --quiet SHA256SUMS >&2) ||
        fail "the files of this release are not what its SHA256SUMS says; fetch it anew"
}

prepare_host() {
    [ -n "$root" ] || [ "$(id -u)" -eq 0 ] || fail "run this as root"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or later is needed"
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        say "Installing python3-venv …"
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
    fi
}

make_environment() {             # sets $environment; what runs meanwhile is not touched
    environment=$root/opt/$(basename -- "$wheel" -py3-none-any.whl)-$(sha256sum <"$wheel" | cut -c 1-8)
    [ ! -e "$environment/whole" ] || return 0
    say "Installing the program into $environment …"
    rm -rf -- "$environment"
    install -d -- "$root/opt"
    "$python" -m venv "$environment"
    if [ -d "$release/wheels" ]; then
        install_locked --no-index --find-links "$release/wheels"
    else
        install_locked
    fi
    pip install --no-index --no-deps "$wheel"
    pip check
    install -d "$environment/share/mehvar"
    for name in mehvar mehvar.service upgrade.sh environment.sh; do
        cp -p "$here/$name" "$environment/share/mehvar/$name"
    done
    if [ -z "$root" ]; then
        runuser --user mehvar -- "$environment/bin/mehvar" --version >/dev/null ||
            fail "the user «mehvar» cannot run $python (a private one?); try PYTHON=/usr/bin/python3"
    fi
    touch "$environment/whole"
}

install_locked() {
    pip install --require-hashes --only-binary :all: --no-deps -r "$release/requirements/run.txt" "$@"
}

pip() { "$environment/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }

use() {                          # puts an environment into use, with the command and the unit that belong to it
    ln -sfn "$(basename -- "$1")" "$current.new"
    mv -fT "$current.new" "$current"
    install -d "$root/usr/local/bin" "$root/usr/local/sbin" "$root/etc/systemd/system"
    install -m 0755 "$1/share/mehvar/mehvar" "$root/usr/local/bin/mehvar"
    install -m 0644 "$1/share/mehvar/mehvar.service" "$root/etc/systemd/system/mehvar.service"
    ln -sfn "$current/share/mehvar/upgrade.sh" "$root/usr/local/sbin/mehvar-upgrade"
    [ -z "$systemd" ] || systemctl daemon-reload
}

systemd=
[ ! -d "$root/run/systemd/system" ] || systemd=yes
