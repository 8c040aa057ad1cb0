#include "services/mirror/rawrows.h"

#include <QtEndian>

#include <optional>

namespace leadline {

namespace {

constexpr char tableLeaf = 0x0d;
constexpr qsizetype fileHeader = 100;
constexpr qsizetype logHeader = 32;
constexpr qsizetype frameHeader = 24;

quint32 big32(const QByteArray &bytes, qsizetype at)
{
    return at >= 0 && at + 4 <= bytes.size() ? qFromBigEndian<quint32>(bytes.constData() + at) : 0;
}

quint16 big16(const QByteArray &bytes, qsizetype at)
{
    return at >= 0 && at + 2 <= bytes.size() ? qFromBigEndian<quint16>(bytes.constData() + at) : 0;
}

bool isPageSize(qsizetype size)
{
    return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

/// Reads on through bytes; whatever lies beyond the end reads as failure.
class Reader
{
public:
    Reader(const QByteArray &bytes, qsizetype at, qsizetype end)
        : m_bytes(bytes), m_at(at), m_end(std::min(end, bytes.size()))
    {}
    [[nodiscard]] bool isGood() const { return m_isGood; }
    [[nodiscard]] qsizetype at() const { return m_at; }
    quint64 varint()
    {
        quint64 value = 0;
        for (int i = 0; i < 9; ++i) {
            const QByteArray next = take(1);
            const auto byte = quint8(next.isEmpty() ? 0 : next.at(0));
            value = i == 8 ? (value << 8) | byte : (value << 7) | (byte & 0x7f);
            if (i == 8 || (byte & 0x80) == 0)
                break;
        }
        return value;
    }
    QByteArray take(quint64 count)
    {
        m_isGood = m_isGood && m_at >= 0 && m_at <= m_end && count <= quint64(m_end - m_at);
        if (!m_isGood)
            return {};
        const QByteArray result = m_bytes.mid(m_at, qsizetype(count));
        m_at += qsizetype(count);
        return result;
    }

private:
    const QByteArray &m_bytes;
    qsizetype m_at;
    qsizetype m_end;
    bool m_isGood = true;
};

/// Lays the pages of committed transactions over those of the file.
void applyLog(QByteArray &file, const QByteArray &log, qsizetype pageSize)
{
    if ((big32(log, 0) & ~1u) != 0x377f0682 || qsizetype(big32(log, 8)) != pageSize)
        return;
    const QByteArray salts = log.mid(16, 8);
    QList<qsizetype> waiting; // frames of a transaction whose end has not been seen
    for (qsizetype frame = logHeader; frame + frameHeader + pageSize <= log.size();
         frame += frameHeader + pageSize) {
        if (log.mid(frame + 8, 8) != salts)
            return; // left over from before the log began anew
        waiting.append(frame);
        const qsizetype pages = big32(log, frame + 4);
        if (pages == 0)
            continue;
        for (const qsizetype each : std::as_const(waiting)) {
            const qsizetype page = big32(log, each);
            if (page < 1 || page > pages || pages > file.size() / pageSize + log.size() / pageSize)
                continue;
            if (file.size() < page * pageSize)
                file.append(page * pageSize - file.size(), '\0');
            file.replace((page - 1) * pageSize, pageSize, log.mid(each + frameHeader, pageSize));
        }
        waiting.clear();
    }
}

/// The cell's record, put together from its page and the overflow pages.
std::optional<QByteArray> payload(const QByteArray &file, qsizetype pageSize, Reader &cell, quint64 size)
{
    if (size > quint64(file.size()))
        return std::nullopt;
    const quint64 most = quint64(pageSize) - 35;
    if (size <= most) {
        QByteArray record = cell.take(size);
        return cell.isGood() ? std::optional(record) : std::nullopt;
    }
    const quint64 least = (quint64(pageSize) - 12) * 32 / 255 - 23;
    const quint64 wanted = least + (size - least) % (quint64(pageSize) - 4);
    QByteArray record = cell.take(wanted <= most ? wanted : least);
    qsizetype page = big32(cell.take(4), 0);
    while (cell.isGood() && quint64(record.size()) < size) {
        const qsizetype start = (page - 1) * pageSize;
        if (page < 1 || start + pageSize > file.size())
            return std::nullopt;
        const auto rest = qsizetype(std::min(size - quint64(record.size()), quint64(pageSize) - 4));
        record += file.mid(start + 4, rest);
        page = big32(file, start);
    }
    return cell.isGood() ? std::optional(record) : std::nullopt;
}

std::optional<QList<RawRow::Value>> valuesOf(const QByteArray &record)
{
    Reader header(record, 0, record.size());
    const quint64 headerSize = header.varint();
    if (!header.isGood() || headerSize > quint64(record.size()))
        return std::nullopt;
    Reader body(record, qsizetype(headerSize), record.size());
    QList<RawRow::Value> values;
    while (header.at() < qsizetype(headerSize)) {
        const quint64 type = header.varint();
        if (!header.isGood())
            return std::nullopt;
        if (type == 0) {
            values.append(std::monostate());
        } else if (type <= 6) {
            constexpr int widths[] = {0, 1, 2, 3, 4, 6, 8};
            const QByteArray bytes = body.take(quint64(widths[type]));
            qint64 number = bytes.isEmpty() || bytes.at(0) >= 0 ? 0 : -1;
            for (const char byte : bytes)
                number = qint64(quint64(number) << 8 | quint8(byte));
            values.append(number);
        } else if (type == 8 || type == 9) {
            values.append(qint64(type - 8));
        } else if (type >= 12) {
            values.append(body.take((type - 12) / 2));
        } else {
            return std::nullopt; // a floating-point number, or nothing known: not in our tables
        }
        if (!body.isGood())
            return std::nullopt;
    }
    return values;
}

} // namespace

QByteArray RawRow::bytes(int column) const
{
    const auto *value = column < values.size() ? std::get_if<QByteArray>(&values.at(column)) : nullptr;
    return value ? *value : QByteArray();
}

std::optional<qint64> RawRow::integer(int column) const
{
    const auto *value = column < values.size() ? std::get_if<qint64>(&values.at(column)) : nullptr;
    return value ? std::optional(*value) : std::nullopt;
}

QList<RawRow> rawRows(QByteArray file, const QByteArray &log)
{
    qsizetype pageSize = big16(file, 16) == 1 ? 65536 : big16(file, 16);
    if (!isPageSize(pageSize))
        pageSize = isPageSize(big32(log, 8)) ? qsizetype(big32(log, 8)) : 4096;
    applyLog(file, log, pageSize);
    QList<RawRow> rows;
    for (qsizetype start = 0; start + pageSize <= file.size(); start += pageSize) {
        const qsizetype header = start == 0 ? fileHeader : start;
        if (file.at(header) != tableLeaf)
            continue;
        const int cells = big16(file, header + 3);
        for (int i = 0; i < cells && header + 8 + 2 * i < start + pageSize; ++i) {
            Reader cell(file, start + big16(file, header + 8 + 2 * i), start + pageSize);
            const quint64 size = cell.varint();
            const auto rowid = qint64(cell.varint());
            const auto record = cell.isGood() ? payload(file, pageSize, cell, size) : std::nullopt;
            if (auto values = record ? valuesOf(*record) : std::nullopt)
                rows.append({rowid, *std::move(values)});
        }
    }
    return rows;
}

} // namespace leadline
