#include "ui/actions.h"

#include <QWidget>

#include <algorithm>

namespace leadline {

namespace {
constexpr auto groupProperty = "leadlineGroup";
constexpr auto familyProperty = "leadlineFamily";
}

Actions::Actions(QObject *parent) : QObject(parent) {}

QAction *Actions::add(QWidget *scope, const QString &id, const QString &text, Group group,
                      const QList<QKeySequence> &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(id);
    action->setProperty(groupProperty, int(group));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    scope->addAction(action);
    m_all << action;
    return action;
}

QAction *Actions::find(const QString &id) const
{
    const auto it =
        std::find_if(m_all.begin(), m_all.end(), [&id](const QAction *a) { return a->objectName() == id; });
    return it == m_all.end() ? nullptr : *it;
}

Actions::Group Actions::groupOf(const QAction *action)
{
    return static_cast<Group>(action->property(groupProperty).toInt());
}

void Actions::setFamily(QAction *action, const QString &text)
{
    action->setProperty(familyProperty, text);
}

QString Actions::familyOf(const QAction *action)
{
    return action->property(familyProperty).toString();
}

QStringList Actions::keysOf(const QAction *action)
{
    QStringList keys;
    const QList<QKeySequence> shortcuts = action->shortcuts();
    for (const QKeySequence &shortcut : shortcuts) {
        const QKeyCombination key = shortcut[0];
        // Two keys for Qt, one for people.
        const bool isReturn = key.key() == Qt::Key_Return;
        keys << QKeySequence(isReturn ? QKeyCombination(key.keyboardModifiers(), Qt::Key_Enter) : key)
                    .toString(QKeySequence::NativeText);
    }
    keys.removeDuplicates();
    return keys;
}

} // namespace leadline
