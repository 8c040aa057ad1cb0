#pragma once

#include <QByteArray>

namespace leadline::sandbox {

/// The bytes as a gzip member (RFC 1952), for `content-encoding: gzip`.
[[nodiscard]] QByteArray gzip(const QByteArray &plain);

} // namespace leadline::sandbox
