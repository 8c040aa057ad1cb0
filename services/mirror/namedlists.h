#pragma once

#include "services/base/result.h"
#include "services/mirror/leadrow.h"

#include <QObject>

#include <optional>

namespace leadline {

/// The lists a person has named, and the one that was open last: `lists.json` in the account's folder, 0600,
/// replaced as a whole at each change. They may hold what customers are called, so they stand nowhere else. A
/// file that cannot be understood is set aside as `lists.json.damaged`.
class NamedLists final : public QObject
{
    Q_OBJECT
public:
    struct List
    {
        QString name;
        LeadListQuery query;
        friend bool operator==(const List &, const List &) = default;
    };
    explicit NamedLists(const QString &folder, QObject *parent = nullptr);

    [[nodiscard]] const QList<List> &all() const { return m_lists; } ///< in the order they were made
    [[nodiscard]] std::optional<List> find(const QString &name) const;
    /// What was open last; without a name when it was none of the lists.
    [[nodiscard]] const List &last() const { return m_last; }

    /// Adds a list, or replaces the one of that name. Storage: nothing has changed.
    [[nodiscard]] Result<Done> save(const QString &name, const LeadListQuery &query);
    [[nodiscard]] Result<Done> remove(const QString &name);
    [[nodiscard]] Result<Done> setLast(const List &list);

Q_SIGNALS:
    void changed(); ///< which lists there are

private:
    void read();
    [[nodiscard]] Result<Done> write(const QList<List> &lists, const List &last);

    QString m_path;
    QList<List> m_lists;
    List m_last;
};

} // namespace leadline
