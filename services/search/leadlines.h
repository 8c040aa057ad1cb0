#pragma once

#include <QList>
#include <QString>

namespace leadline {

/// A lead's search text (services/mirror/searchtext.h) taken apart for matching: what stands for the lead,
/// and for each of its contacts.
struct LeadLines
{
    struct Person
    {
        QString name;
        QString text; ///< title, addresses, numbers, one a line
    };
    QString name;
    QString text;           ///< everything that is not a contact's
    QList<Person> contacts; ///< in the order of Lead::contacts
};

[[nodiscard]] LeadLines leadLines(const QString &searchText);

/// The text of an item without the signs of its fields.
[[nodiscard]] QString plainLines(const QString &searchText);

} // namespace leadline
