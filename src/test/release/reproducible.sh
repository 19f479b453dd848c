#!/usr/bin/env bash
# Packages a copy of the sources once more: in another folder, and with a time zone, a language and file
# modes that others may have. Its files must be, byte for byte, those of the release in target/.
#
# But for one: Quarkus 3.32 writes the statements of some classes that it generates in an order that
# changes with each build (src/docs/decisions/0013-release.md). Of that jar the names of the classes are
# compared; the archive, which has it inside, cannot be.
set -euo pipefail
cd "$(dirname "$0")/../../.."
unstable=quarkus-app/quarkus/generated-bytecode.jar

if [ ! -f target/vs-gateway.cdx.json ]; then
    echo "There is no release to compare with; first: mvn -Prelease package" >&2
    exit 2
fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r .mvn pom.xml LICENSE README.md src "$copy"
(
    umask 077
    cd "$copy"
    TZ=Asia/Tokyo LC_ALL=C mvn -B -ntp -q -Prelease package -Dmaven.test.skip=true
)

sums() {
    (
        cd "$1/target"
        find quarkus-app vs-gateway.cdx.json THIRD-PARTY.txt -type f ! -path "$unstable" -print0 |
            sort -z | xargs -0 sha256sum
    )
}
names() {
    jar tf "$1/target/$unstable"
}
if ! diff <(sums .) <(sums "$copy") || ! diff <(names .) <(names "$copy"); then
    echo "The build is not reproducible: what is listed above differs" >&2
    exit 1
fi
echo "Reproducible: $(sums . | wc -l) files are the same in both builds, and so are the names of the $(names . | wc -l) entries of $unstable"
