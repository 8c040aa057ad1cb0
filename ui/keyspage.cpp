#include "ui/keyspage.h"

#include "ui/actions.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/named.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

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
        const QList<QAction *> all = m_actions.all();
        const bool hasKeys = std::any_of(all.begin(), all.end(), [&entry](const QAction *action) {
            return Actions::groupOf(action) == entry.group && !action->shortcuts().isEmpty();
        });
        if (!hasKeys)
            continue;
        QVBoxLayout *const side = sides[index++ % 2];
        side->addWidget(new TextLabel(m_theme, TextStyle::Section, Ink::Muted, entry.title));
        for (const QAction *action : all) {
            if (Actions::groupOf(action) != entry.group || action->shortcuts().isEmpty())
                continue;
            auto *row = new QHBoxLayout;
            row->setSpacing(6);
            row->addWidget(new TextLabel(m_theme, TextStyle::Body, Ink::Text, action->text()), 1);
            const QStringList keys = Actions::keysOf(action);
            for (const QString &key : keys)
                row->addWidget(new KeyCap(m_theme, key));
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
