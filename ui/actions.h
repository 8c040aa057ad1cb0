#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>

namespace leadline {

/// Everything one can do, each with its keys: what the palette searches and the keys page prints. Owns the
/// actions.
class Actions final : public QObject
{
    Q_OBJECT
public:
    enum class Group { Leads, Calls, Window, Account };
    explicit Actions(QObject *parent = nullptr);

    /// Makes an action that works while `scope` is shown. A plain letter among the keys is no shortcut while
    /// an editor has the focus: editors claim it first. `id` is its object name.
    QAction *add(QWidget *scope, const QString &id, const QString &text, Group group,
                 const QList<QKeySequence> &keys = {});

    [[nodiscard]] QList<QAction *> all() const { return m_all; }
    [[nodiscard]] QAction *find(const QString &id) const;
    [[nodiscard]] static Group groupOf(const QAction *action);
    /// Makes an action one of many alike, such as the nine numbers: one line for all on the page of keys, and
    /// after the others in the palette.
    static void setFamily(QAction *action, const QString &text);
    [[nodiscard]] static QString familyOf(const QAction *action); ///< its text; empty = it stands for itself
    /// All keys of an action for people, such as `Ctrl+F` and `/`.
    [[nodiscard]] static QStringList keysOf(const QAction *action);

private:
    QList<QAction *> m_all;
};

} // namespace leadline
