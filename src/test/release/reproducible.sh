#!/usr/bin/env bash
# Packages a copy of the sources once more: in another folder, and with a time zone, a language and file
# modes that others may have. Its files must be, byte for byte, those of the release in target/.
#
# But for three, in which Quarkus 3.32 writes the same things in another order
# (src/docs/decisions/0013-release.md): the statements of some generated classes, of which only the names
# are compared; and, depending on the folder, the entries of the jar of transformed classes and the list of
# all classes, which are compared sorted. The archive has them inside, and cannot be compared.
set -euo pipefail
cd "$(dirname "$0")/../../.."
generated=quarkus-app/quarkus/generated-bytecode.jar
transformed=quarkus-app/quarkus/transformed-bytecode.jar
listed=quarkus-app/quarkus/quarkus-application.dat

if [ ! -f target/vs-gateway.cdx.json ]; then
    echo "There is no release to compare with; first: mvn -Prelease package" >&2
    exit 2
fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r .mvn pom.xml LICENSE README.md docker src "$copy"
(
    umask 077
    cd "$copy"
    TZ=Asia/Tokyo LC_ALL=C mvn -B -ntp -q -Prelease package -Dmaven.test.skip=true
)

sums() {
    (
        cd "$1/target"
        find quarkus-app vs-gateway.cdx.json THIRD-PARTY.txt -type f \
            ! -path "$generated" ! -path "$transformed" ! -path "$listed" -print0 | sort -z | xargs -0 sha256sum
    )
}
names() {
    jar tf "$1/target/$generated"
}
classes() {
    (
        cd "$(mktemp -d "$copy/classes.XXXXXX")"
        jar xf "$1/target/$transformed"
        find . -type f -print0 | sort -z | xargs -0 sha256sum
    )
}
texts() {
    tr -c '[:graph:]' '\n' < "$1/target/$listed" | LC_ALL=C sort
}
different=
for of in sums names classes texts; do
    diff <("$of" "$PWD") <("$of" "$copy") || different=true
done
if [ -n "$different" ]; then
    echo "The build is not reproducible: what is listed above differs" >&2
    exit 1
fi
echo "Reproducible: $(sums "$PWD" | wc -l) files are the same in both builds, and so are, in another order at" \
    "most, the $(classes "$PWD" | wc -l) classes of $transformed, the texts of $listed and the names of the" \
    "$(names "$PWD" | wc -l) entries of $generated"
