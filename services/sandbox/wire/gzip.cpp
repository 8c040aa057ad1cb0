#include "services/sandbox/wire/gzip.h"

#include <QtEndian>

#include <array>

namespace leadline::sandbox {

namespace {

quint32 crc32(const QByteArray &bytes)
{
    static const auto table = [] {
        std::array<quint32, 256> entries;
        for (quint32 i = 0; i < 256; ++i) {
            quint32 crc = i;
            for (int bit = 0; bit < 8; ++bit)
                crc = (crc & 1) ? (crc >> 1) ^ 0xedb88320U : crc >> 1;
            entries[i] = crc;
        }
        return entries;
    }();
    quint32 crc = ~0U;
    for (const char byte : bytes)
        crc = table[(crc ^ quint8(byte)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

} // namespace

QByteArray gzip(const QByteArray &plain)
{
    // qCompress gives 4 bytes of length, 2 of zlib header, the deflate stream and 4 of Adler checksum.
    const QByteArray zlib = qCompress(plain);
    const QByteArray deflated = zlib.sliced(6, zlib.size() - 10);
    static const QByteArray header("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
    return header + deflated + littleEndian(crc32(plain)) + littleEndian(quint32(plain.size()));
}

} // namespace leadline::sandbox
