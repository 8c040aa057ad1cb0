#pragma once

#include "services/sandbox/search/searchmoment.h"
#include "services/sandbox/search/searchschema.h"

namespace leadline::sandbox {

/// Whether a value is as wanted.
using ValueTest = std::function<bool(const QJsonValue &)>;

/// The two ends of a `moment_range`, UTC; an invalid one is open.
struct MomentRange
{
    QDateTime from;   ///< included
    QDateTime before; ///< not included
};

/// Reads the conditions of a search (close-api.md 6.3). Of a field with several values one that fits is
/// enough.
class SearchConditions
{
public:
    SearchConditions(SearchClock clock, QString userId);

    /// Null when the condition says nothing that can be asked of the field; `problem` then tells why.
    [[nodiscard]] ValueTest read(const SearchField &field, const QJsonObject &condition,
                                 QString &problem) const;
    [[nodiscard]] std::optional<MomentRange> range(const QJsonObject &condition, QString &problem) const;
    [[nodiscard]] const SearchClock &clock() const { return m_clock; }

private:
    [[nodiscard]] ValueTest one(const SearchField &field, const QJsonObject &condition,
                                QString &problem) const;
    [[nodiscard]] static ValueTest text(const SearchField &field, const QJsonObject &condition,
                                        QString &problem);
    [[nodiscard]] static ValueTest numbers(const QJsonObject &condition, QString &problem);
    [[nodiscard]] static ValueTest reference(const SearchField &field, const QJsonObject &condition,
                                             QString &problem);
    [[nodiscard]] ValueTest moments(const QJsonObject &condition, QString &problem) const;

    SearchClock m_clock;
    QString m_userId;
};

} // namespace leadline::sandbox
