#!/usr/bin/env bash
# Packages a copy of the sources once more: in another folder, and with a time zone, a language and file
# modes that others may have. Every file of it must be, byte for byte, that of the release in target/.
set -euo pipefail
cd "$(dirname "$0")/../../.."

archive=$(find target -maxdepth 1 -name 'vs-gateway-*.tar.gz' 2>/dev/null || true)
if [ -z "$archive" ]; then
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
        find quarkus-app vs-gateway-*.tar.gz vs-gateway.cdx.json THIRD-PARTY.txt -type f -print0 |
            sort -z | xargs -0 sha256sum
    )
}
if ! diff <(sums .) <(sums "$copy"); then
    echo "The build is not reproducible: the files above differ" >&2
    exit 1
fi
echo "Reproducible: $(sums . | wc -l) files are the same in both builds"
