#include "services/sandbox/wire/gzip.h"

#include <zlib.h>

namespace leadline::sandbox {

QByteArray gzip(const QByteArray &plain)
{
    constexpr int WindowBits = 15 + 16; // 16 = with the header and checksum of gzip
    z_stream stream{};
    // Level 1 costs a third of the default and leaves these bodies a sixth larger.
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, WindowBits, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        return {};
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(plain.size()))),
                      Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

} // namespace leadline::sandbox
