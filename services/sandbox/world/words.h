#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace leadline::sandbox {

/// The word lists of the generated organisation, read once from resources/sandbox.
class Words
{
public:
    [[nodiscard]] static QByteArray file(const QString &name);
    /// Lines of `NAME.txt`; empty ones and those that begin with `#` are left out.
    [[nodiscard]] static const QStringList &lines(const QString &name);
    /// The same, each line cut at `|` and trimmed.
    [[nodiscard]] static const QList<QStringList> &rows(const QString &name);
};

} // namespace leadline::sandbox
