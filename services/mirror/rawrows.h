#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <variant>

namespace leadline {

/// One row of a table as it stands in the file: NULL, an integer, or the bytes of a text or blob.
struct RawRow
{
    using Value = std::variant<std::monostate, qint64, QByteArray>;
    qint64 rowid = 0;
    QList<Value> values;

    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] std::optional<qint64> integer(int column) const;
};

/// Every row that stands whole on some page of a SQLite file which SQLite itself no longer reads; rows of all
/// tables, in no order. `log` is the content of its `-wal` file: what was committed there counts. Follows the
/// file format (sqlite.org/fileformat2.html) and believes none of it: whatever does not fit is left out.
[[nodiscard]] QList<RawRow> rawRows(QByteArray file, const QByteArray &log);

} // namespace leadline
