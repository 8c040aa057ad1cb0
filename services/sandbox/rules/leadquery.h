#pragma once

#include "services/sandbox/rules/directory.h"

#include <optional>

namespace leadline::sandbox {

/// The deprecated text search of `GET /lead/?query=` (close-api.md 6.6), the small part Close's clients still
/// use: bare and quoted words, `name:`, `company:`, `status:`, `email_address:`, `has:`, `sort:`, `*`. All
/// terms must hold.
class LeadQuery
{
public:
    /// Empty when the text has anything else in it.
    [[nodiscard]] static std::optional<LeadQuery> parse(const QString &text, const Store &store);

    [[nodiscard]] bool matches(const QJsonObject &lead) const;
    [[nodiscard]] bool matchesAll() const { return m_terms.isEmpty(); }
    [[nodiscard]] bool isSorted() const { return !m_sort.isEmpty(); }
    void sort(QList<QJsonObject> &leads) const;

private:
    struct Term
    {
        QString field; ///< empty = bare word
        QString value;
    };
    explicit LeadQuery(const Store &store);
    [[nodiscard]] bool add(const QString &field, const QString &value);
    [[nodiscard]] bool holds(const Term &term, const QJsonObject &lead) const;
    [[nodiscard]] bool has(const QString &what, const QString &leadId) const;
    [[nodiscard]] bool mentions(const QString &word, const QJsonObject &lead) const;

    const Store *m_store;
    Directory m_directory;
    QList<Term> m_terms;
    QString m_sort;
    bool m_isDescending = false;
};

} // namespace leadline::sandbox
