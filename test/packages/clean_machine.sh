#!/usr/bin/env bash
# Installs Debian packages on a clean Debian 12, made with debootstrap, and uses them as a new user
# would: builds a program with the ORM, sees the gate fail on it, fixes it.
#
#   clean_machine.sh orm-lint_*.deb liborm-dev_*.deb
#
# As root. The machine is a folder of /var/tmp, which is kept as long as ORM_CLEAN_MACHINE names it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
machine=${ORM_CLEAN_MACHINE:-$(mktemp -d /var/tmp/orm-clean-machine.XXXXXX)}
mirror=http://deb.debian.org/debian

clean_up() { [[ -n ${ORM_CLEAN_MACHINE:-} ]] || rm -rf "$machine"; }
trap clean_up EXIT

run() { chroot "$machine" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
step() { printf -- '---- %s\n' "$*"; }

if [[ ! -e $machine/usr/bin/apt-get ]]; then
  step "a clean Debian 12 in $machine"
  debootstrap --variant=minbase bookworm "$machine" "$mirror" >"$machine.log" 2>&1 || { tail "$machine.log"; exit 1; }
  rm -f "$machine.log"
fi
# A proxy, where the host needs one.
cp /etc/resolv.conf "$machine/etc/" 2>/dev/null || true
find /etc/apt/apt.conf.d /etc/apt/apt.conf -name '*prox*' -exec cp {} "$machine/etc/apt/apt.conf.d/" \; 2>/dev/null || true
# As docs/install.md says.
echo "deb $mirror-security bookworm-security main" >"$machine/etc/apt/sources.list.d/security.list"
run apt-get -qq update

step "installing"
rm -rf "$machine/packages" "$machine/school"
mkdir "$machine/packages"
cp "$@" "$machine/packages/"
run bash -c 'apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends /packages/*.deb' >/dev/null
run orm-lint --version >/dev/null
run orm-tidy-gate --clang-tidy orm-clang-tidy --self-test
run test -s /usr/share/man/man1/orm-lint.1

step "a program that uses the ORM"
run apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends g++ cmake ninja-build clang-tidy-22 >/dev/null
cp -r "$here/school" "$machine/school"
run cmake -S /school -B /school/build -G Ninja >/dev/null
run cmake --build /school/build --target school | tail -1
[[ $(run /school/build/school) == "Asha: Computing" ]]

step "the gate fails"
if run cmake --build /school/build --target orm-lint >"$machine/lint.txt"; then
  cat "$machine/lint.txt"
  exit 1
fi
grep -F "lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]" "$machine/lint.txt"
run clang-tidy-22 --load=/usr/lib/orm-tidy.so '--checks=-*,orm-*' -p /school/build /school/page.cpp 2>/dev/null |
  grep -c orm-n-plus-one >/dev/null

step "the editor's server says it, too"
printf 'WarningsAsErrors: orm-*\n' >"$machine/school/.clang-tidy"
run orm-clangd --check=/school/page.cpp --compile-commands-dir=/school/build >"$machine/clangd.txt" 2>&1 || true
grep -c 'lacks an eager load' "$machine/clangd.txt"
rm "$machine/school/.clang-tidy"

step "what is there is accepted, and nothing new"
run orm-lint -p /school/build --baseline /school/known.json --update-baseline
run orm-lint -p /school/build --baseline /school/known.json
cp "$machine/school/main.cpp" "$machine/main.cpp"
cat >>"$machine/school/main.cpp" <<'CODE'
std::size_t letters(orm::Database& db) {
  std::size_t sum = 0;
  for (const Student& student : Student::objects(db))
    sum += student.department->name.size();
  return sum;
}
CODE
if run orm-lint -p /school/build --baseline /school/known.json --report html=/school/report.html >"$machine/lint.txt"; then
  cat "$machine/lint.txt"
  exit 1
fi
[[ $(grep -c ' warning: ' "$machine/lint.txt") == 1 ]]
grep -q '^/school/main.cpp:.* warning: ' "$machine/lint.txt"
test -s "$machine/school/report.html"
mv "$machine/main.cpp" "$machine/school/main.cpp"

step "fixed"
run orm-lint -p /school/build --fix
run cmake --build /school/build | tail -1
[[ $(run /school/build/school) == "Asha: Computing" ]]

step "removed, without a trace"
run apt-get -qq -o Dpkg::Use-Pty=0 purge -y orm-lint liborm-dev >/dev/null
[[ -z $(run bash -c 'compgen -G "/usr/bin/orm-*"; compgen -G "/usr/lib/*orm*"; compgen -G "/usr/include/orm"') ]]
step "all is well"
