#pragma once

#include "services/base/result.h"

#include <QByteArray>
#include <QString>

#include <SQLiteCpp/SQLiteCpp.h>

#include <new>
#include <optional>
#include <string_view>
#include <type_traits>

namespace leadline {

template <typename T>
inline constexpr bool isResult = false;
template <typename T>
inline constexpr bool isResult<Result<T>> = true;

/// One use of a prepared statement: bind in order, step, read. Resets the statement when it leaves scope,
/// since a forgotten reader would pin an old snapshot. Throws SQLite::Exception, so it is used inside
/// `guarded` only.
class Query
{
public:
    explicit Query(SQLite::Statement &statement) : m_statement(statement) {}
    ~Query()
    {
        m_statement.tryReset();
        m_statement.clearBindings();
    }
    Q_DISABLE_COPY_MOVE(Query)

    Query &bind(qint64 value)
    {
        m_statement.bind(++m_bound, static_cast<int64_t>(value));
        return *this;
    }
    Query &bind(std::string_view text)
    {
        m_statement.bind(++m_bound, std::string(text));
        return *this;
    }
    Query &bind(const QString &text)
    {
        m_statement.bind(++m_bound, text.toStdString());
        return *this;
    }
    Query &bind(const QByteArray &blob)
    {
        m_statement.bind(++m_bound, blob.constData(), static_cast<int>(blob.size()));
        return *this;
    }
    template <typename T>
    Query &bind(const std::optional<T> &value)
    {
        if (value)
            return bind(*value);
        ++m_bound; // unbound is NULL
        return *this;
    }

    /// True while there is a row.
    bool step() { return m_statement.executeStep(); }
    /// For statements without rows.
    void run() { m_statement.exec(); }

    [[nodiscard]] bool isNull(int column) { return m_statement.getColumn(column).isNull(); }
    [[nodiscard]] qint64 integer(int column) { return m_statement.getColumn(column).getInt64(); }
    [[nodiscard]] QByteArray bytes(int column)
    {
        const SQLite::Column value = m_statement.getColumn(column);
        const void *data = value.getBlob(); // before the size, as SQLite asks
        return {static_cast<const char *>(data), value.getBytes()};
    }
    /// The bytes themselves: only until the next step, or another read of the column.
    [[nodiscard]] std::string_view view(int column)
    {
        const SQLite::Column value = m_statement.getColumn(column);
        const char *data = static_cast<const char *>(value.getBlob()); // before the size, as above
        return {data, static_cast<size_t>(value.getBytes())};
    }
    [[nodiscard]] QString text(int column) { return QString::fromUtf8(bytes(column)); }
    [[nodiscard]] std::string string(int column) { return m_statement.getColumn(column).getString(); }

private:
    SQLite::Statement &m_statement;
    int m_bound = 0;
};

/// What SQLite's result code (primary or extended) says about the file.
[[nodiscard]] StorageTrouble storageTrouble(int sqliteCode);

/// Runs SQL and turns what SQLite throws into an ApiError of kind Storage. What `function` returns as an
/// error of its own stays that error.
template <typename Function>
auto guarded(Function &&function)
{
    using Value = std::invoke_result_t<Function>;
    using Guarded = std::conditional_t<isResult<Value>, Value, Result<Value>>;
    try {
        return Guarded(function());
    } catch (const SQLite::Exception &exception) {
        return Guarded(
            ApiError(storageTrouble(exception.getErrorCode()), QString::fromUtf8(exception.what())));
    } catch (const std::bad_alloc &) {
        return Guarded(ApiError(StorageTrouble::Other, QStringLiteral("out of memory")));
    }
}

} // namespace leadline
