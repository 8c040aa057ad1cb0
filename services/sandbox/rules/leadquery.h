#pragma once

#include "services/sandbox/rules/directory.h"

#include <optional>

namespace leadline::sandbox {

/// The deprecated text search of `GET /lead/?query=` (close-api.md 6.6), the part Close's clients still use:
/// bare and quoted words, `field:value`, `custom.Field:"value"`, counters and dates with `:`, `>`, `>=`, `<`,
/// `<=`
/// (`contacts > 1`, `date_updated >= 2026-01-01`), `has:`, `sort:`, `*`. All terms must hold.
class LeadQuery
{
public:
    /// Empty when the text has anything else in it.
    [[nodiscard]] static std::optional<LeadQuery> parse(const QString &text, const Store &store);

    [[nodiscard]] bool matches(const QJsonObject &lead) const;
    [[nodiscard]] bool matchesAll() const
    {
        return m_terms.isEmpty() && !m_from.isValid() && !m_before.isValid();
    }
    [[nodiscard]] bool isSorted() const { return !m_sort.isEmpty(); }
    void sort(QList<QJsonObject> &leads) const;
    /// For the list of leads, under the name of the text. Refers to the query.
    [[nodiscard]] Store::Choice choice(const QString &text) const;

private:
    struct Term
    {
        QString field; ///< empty = bare word
        QString sign;  ///< `:` `>` `>=` `<` `<=`
        QString value;
    };
    explicit LeadQuery(const Store &store);
    [[nodiscard]] bool add(QString field, const QString &sign, const QString &value);
    [[nodiscard]] bool addSort(const QString &value);
    [[nodiscard]] bool addUpdated(const QString &sign, const QString &value);
    /// `custom.<id>` of a field of leads by its name or id; empty = none.
    [[nodiscard]] QString customKey(const QString &name) const;
    [[nodiscard]] bool holds(const Term &term, const QJsonObject &lead) const;
    [[nodiscard]] bool holdsText(const Term &term, const QJsonObject &lead) const;
    [[nodiscard]] bool has(const QString &what, const QString &leadId) const;
    [[nodiscard]] bool mentions(const QString &word, const QJsonObject &lead) const;

    const Store *m_store;
    Directory m_directory;
    QList<Term> m_terms;
    QString m_sort;
    bool m_isDescending = false;
    QDateTime m_from; ///< `date_updated`
    QDateTime m_before;
};

} // namespace leadline::sandbox
