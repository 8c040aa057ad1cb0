#include "ui/keyspage.h"

#include "ui/actions.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/named.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace leadline {

KeysPage::KeysPage(const Theme &theme, const Actions &actions, QWidget *host)
    : Overlay(theme, 760, host)
    , m_theme(theme)
    , m_actions(actions)
    , m_scroll(named(new QScrollArea, QStringLiteral("keysScroll"), tr("Keys")))
{
    named(this, QStringLiteral("keysPage"), tr("Keys"));
    auto *column = new QVBoxLayout(card());
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(theme, TextStyle::Title, Ink::Text, tr("Keys")));
    head->addStretch(1);
    head->addWidget(new KeyCap(theme, QStringLiteral("Esc")));
    head->addWidget(new TextLabel(theme, TextStyle::Secondary, Ink::Muted, tr("closes")));
    column->addLayout(head);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    m_scroll->setMinimumHeight(440);
    column->addWidget(m_scroll);
}

QWidget *KeysPage::prepare()
{
    m_scroll->setWidget(makeColumns());
    return m_scroll;
}

namespace {

struct KeyLine
{
    QString text;
    QStringList keys;
};

/// The lines of a group: an action each, and one for all of a family, from its first key to its last.
QList<KeyLine> keyLines(const QList<QAction *> &actions, Actions::Group group)
{
    QList<KeyLine> lines;
    QString family;
    for (const QAction *action : actions) {
        const QStringList keys = Actions::keysOf(action);
        if (Actions::groupOf(action) != group || keys.isEmpty())
            continue;
        const QString own = Actions::familyOf(action);
        if (own.isEmpty() || own != family)
            lines << KeyLine{own.isEmpty() ? action->text() : own, keys};
        else
            lines.last().keys = {lines.last().keys.first(), QString(QChar(0x2026)), keys.last()};
        family = own;
    }
    return lines;
}

} // namespace

QWidget *KeysPage::makeColumns()
{
    const struct
    {
        Actions::Group group;
        QString title;
    } groups[] = {{Actions::Group::Leads, tr("Leads")},
                  {Actions::Group::Calls, tr("Calls")},
                  {Actions::Group::Window, tr("Window")},
                  {Actions::Group::Account, tr("Account")}};

    auto *content = new QWidget;
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 8, 0);
    columns->setSpacing(40);
    QVBoxLayout *sides[2] = {new QVBoxLayout, new QVBoxLayout};
    int index = 0;
    for (const auto &entry : groups) {
        const QList<KeyLine> lines = keyLines(m_actions.all(), entry.group);
        if (lines.isEmpty())
            continue;
        QVBoxLayout *const side = sides[index++ % 2];
        side->addWidget(new TextLabel(m_theme, TextStyle::Section, Ink::Muted, entry.title));
        for (const KeyLine &line : lines) {
            auto *row = new QHBoxLayout;
            row->setSpacing(6);
            row->addWidget(new TextLabel(m_theme, TextStyle::Body, Ink::Text, line.text), 1);
            for (const QString &key : line.keys) {
                if (key == QChar(0x2026))
                    row->addWidget(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, key));
                else
                    row->addWidget(new KeyCap(m_theme, key));
            }
            side->addLayout(row);
        }
        side->addSpacing(16);
    }
    for (QVBoxLayout *side : sides) {
        side->setSpacing(8);
        side->addStretch(1);
        columns->addLayout(side, 1);
    }
    return content;
}

} // namespace leadline
